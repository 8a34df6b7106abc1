import { useEffect, useRef, useState } from 'react'
import { useChoices } from '../choices.ts'
import type { Opened } from '../prejoin/own-devices.ts'
import type { BackgroundTrouble } from './background-trouble.ts'
import type { Cover } from './cover.ts'
import { openCover } from './open-cover.ts'
import { tellBackgroundTrouble } from './tell-trouble.ts'

export type Covered = Opened | { readonly state: 'preparing' }

/** A camera before a call as the others will see it: with what was chosen behind the person. */
export function useCovered(camera: Opened): Covered {
  const background = useChoices((choices) => choices.background)
  const isCovered = background !== 'none'
  const plain = camera.state === 'on' ? camera.stream : null
  const [shown, setShown] = useState<{ of: MediaStream; stream: MediaStream } | null>(null)
  const opened = useRef<Cover | null>(null)
  useEffect(() => {
    if (plain === null || !isCovered) return
    let gone = false
    const cover = coverUp(plain, () => gone)
    cover.then(
      ({ cover, stream }) => {
        if (gone) return
        opened.current = cover
        cover.onTrouble = (kind) => tellBackgroundTrouble(kind, false)
        setShown({ of: plain, stream })
      },
      (error: BackgroundTrouble) => {
        if (!gone) tellBackgroundTrouble(error.kind ?? 'failed', false)
      },
    )
    return () => {
      gone = true
      opened.current = null
      setShown(null)
      cover.then(({ cover }) => cover.destroy()).catch(() => {})
    }
  }, [plain, isCovered])
  useEffect(() => {
    if (background !== 'none') opened.current?.show(background).catch(() => tellBackgroundTrouble('failed', false))
  }, [background])
  if (plain === null || !isCovered) return camera
  return shown?.of === plain ? { state: 'on', stream: shown.stream } : { state: 'preparing' }
}

async function coverUp(plain: MediaStream, isGone: () => boolean) {
  const cover = await openCover(useChoices.getState().background)
  try {
    // Whoever has gone in meanwhile has closed this camera.
    if (isGone()) throw new Error('Nobody looks any more')
    await cover.init({ track: plain.getVideoTracks()[0]! })
    return { cover, stream: new MediaStream([cover.processedTrack!]) }
  } catch (error) {
    await cover.destroy()
    throw error
  }
}
