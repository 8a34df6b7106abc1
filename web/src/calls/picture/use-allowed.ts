import { useEffect } from 'react'
import { choose, useChoices } from '../choices.ts'
import { allowedOf } from './background.ts'
import { useOwnPicture } from './own-picture.ts'

/** Before a call: takes back what was chosen in another one and may not be shown in this one; undefined is not known yet. */
export function useAllowed(ownPictures: boolean | undefined): void {
  useEffect(() => {
    if (ownPictures === undefined) return
    const { background } = useChoices.getState()
    const allowed = allowedOf(background, { allowed: ownPictures, there: useOwnPicture.getState().url !== null })
    if (allowed !== background) choose({ background: allowed })
  }, [ownPictures])
}
