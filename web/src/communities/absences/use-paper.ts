import { useEffect, useRef, useState } from 'react'
import type { Absence } from '#contract/communities/absences.ts'
import { BYTES_OF_KIND, FILE_NAME_MAX } from '#contract/files/files.limits.ts'
import { uploadFile } from '#web/kit/upload/upload-file.ts'

type Paper = NonNullable<Absence['paper']>

/** Where a paper is on its way: nowhere, being sent (0 … 1), or not taken. */
export type PaperState =
  | { step: 'none' }
  | { step: 'sending'; share: number }
  | { step: 'tooLarge' }
  | { step: 'failed'; file: File; error: Error }

/** The paper that is told with an absence: sent as soon as it is chosen; leaving the page stops that. */
export function usePaper(known: Paper | null) {
  const [there, setThere] = useState<Paper | null>(known)
  const [state, setState] = useState<PaperState>({ step: 'none' })
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const send = async (file: File) => {
    if (file.size > BYTES_OF_KIND.paper) return setState({ step: 'tooLarge' })
    stop.current?.abort()
    const controller = new AbortController()
    stop.current = controller
    const { signal } = controller
    const onShare = (share: number) => {
      if (!signal.aborted) setState({ step: 'sending', share })
    }
    onShare(0)
    try {
      const name = file.name.slice(0, FILE_NAME_MAX)
      const id = await uploadFile(file, { kind: 'paper', name, onShare, signal })
      if (signal.aborted) return
      setThere({ id, name, bytes: file.size })
      setState({ step: 'none' })
    } catch (error) {
      if (!signal.aborted) setState({ step: 'failed', file, error: error as Error })
    }
  }
  const cancel = () => {
    stop.current?.abort()
    setState({ step: 'none' })
  }
  return { there, state, send: (file: File) => void send(file), cancel, remove: () => setThere(null) }
}

export type PaperUpload = ReturnType<typeof usePaper>
