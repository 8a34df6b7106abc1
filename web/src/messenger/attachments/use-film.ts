import { useRef, useState } from 'react'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { useFileAddress } from './use-download.ts'

/** A film that is asked for when somebody wants to see it, and goes on where it was left. */
export function useFilm(file: Attachment) {
  const { addressOf, isBusy } = useFileAddress()
  const [source, setSource] = useState<string | null>(null)
  const [isBroken, setBroken] = useState(false)
  const from = useRef(0)
  const play = async () => {
    setBroken(false)
    const url = await addressOf(file)
    if (url !== null) setSource(`${url}&play=1`)
  }
  return {
    /** Its address; null while it does not play. */
    source,
    /** Where it begins, in seconds. */
    from: from.current,
    isBusy,
    isBroken,
    play: () => void play(),
    /** It has stopped at a place, in seconds. */
    onBroken(at: number) {
      setSource(null)
      // An address is good for some hours only: one that was left in its middle goes on there.
      if (at > from.current) void play()
      else setBroken(true)
      from.current = at
    },
  }
}
