import { useEffect, useRef, useState } from 'react'

/** Where one chosen file is on its way: nowhere, being sent (0 … 1), whole and being worked on, or not taken. */
export type UploadState =
  | { step: 'none' }
  | { step: 'sending'; share: number }
  | { step: 'working' }
  | { step: 'tooLarge' }
  | { step: 'failed'; file: File; error: unknown }

export interface UploadTurn {
  onShare: (share: number) => void
  /** The file is there, and something is done with it. */
  onWhole: () => void
  signal: AbortSignal
}

/**
 * Sends one file as soon as it is chosen; another one takes its place, and leaving the page stops it. `upload` does nothing
 * any more once its signal is aborted, so whatever it says then is not heard; files of more than `bytesMax` are not sent.
 */
export function useUpload(bytesMax: number, upload: (file: File, turn: UploadTurn) => Promise<void>) {
  const [state, setState] = useState<UploadState>({ step: 'none' })
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const send = async (file: File) => {
    if (file.size > bytesMax) return setState({ step: 'tooLarge' })
    stop.current?.abort()
    const controller = new AbortController()
    stop.current = controller
    const { signal } = controller
    const say = (next: UploadState) => {
      if (!signal.aborted) setState(next)
    }
    say({ step: 'sending', share: 0 })
    try {
      const onShare = (share: number) => say({ step: 'sending', share })
      await upload(file, { onShare, onWhole: () => say({ step: 'working' }), signal })
      say({ step: 'none' })
    } catch (error) {
      say({ step: 'failed', file, error })
    }
  }
  const cancel = () => {
    stop.current?.abort()
    setState({ step: 'none' })
  }
  return { state, send: (file: File) => void send(file), cancel }
}
