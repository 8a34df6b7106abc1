import { useCallback, useEffect, useRef, useState } from 'react'
import { uploadFile } from '../upload/upload-file.ts'

/** Where somebody is on the way to another picture. */
export type SquareState =
  | { step: 'none' }
  | { step: 'unreadable' }
  /** A picture is open, at an address of this page. */
  | { step: 'crop'; url: string }
  | { step: 'sending'; share: number }
  | { step: 'failed'; error: unknown; square: Blob }

/** Chooses, cuts and sends a picture, which `use` then makes something of; leaving the page stops it. */
export function useSquare(use: (fileId: string, signal: AbortSignal, square: Blob) => Promise<void>) {
  const [state, setState] = useState<SquareState>({ step: 'none' })
  const stop = useRef<AbortController | null>(null)
  const url = useRef<string | null>(null)

  const close = useCallback(() => {
    stop.current?.abort()
    stop.current = null
    if (url.current !== null) URL.revokeObjectURL(url.current)
    url.current = null
  }, [])
  useEffect(() => close, [close])

  const choose = (file: File) => {
    close()
    url.current = URL.createObjectURL(file)
    setState({ step: 'crop', url: url.current })
  }
  const cancel = () => {
    close()
    setState({ step: 'none' })
  }
  const refuse = () => {
    close()
    setState({ step: 'unreadable' })
  }
  const send = async (square: Blob) => {
    close()
    const controller = new AbortController()
    stop.current = controller
    const { signal } = controller
    setState({ step: 'sending', share: 0 })
    try {
      const onShare = (share: number) => {
        if (!signal.aborted) setState({ step: 'sending', share })
      }
      const fileId = await uploadFile(square, { kind: 'photo', name: 'photo.jpg', onShare, signal })
      await use(fileId, signal, square)
      if (!signal.aborted) setState({ step: 'none' })
    } catch (error) {
      if (!signal.aborted) setState({ step: 'failed', error, square })
    }
  }
  return { state, choose, cancel, send, refuse }
}
