import { useEffect, useRef, useState } from 'react'
import { importRoster, openRoster } from '#contract/communities/roster.ts'
import { BYTES_OF_KIND } from '#contract/files/files.limits.ts'
import { api, newKey } from '#web/kit/api/api.ts'
import { refresh } from '#web/kit/query/useApi.ts'
import { uploadFile } from '#web/kit/upload/upload-file.ts'

/** Where a table is on its way: nowhere, being sent (0 … 1), being read, or not taken. */
export type SheetState =
  | { step: 'none' }
  | { step: 'sending'; share: number }
  | { step: 'reading' }
  | { step: 'tooLarge' }
  | { step: 'failed'; error: unknown }

/** Sends a table and has it read; leaving the page stops it. `onRead` gets the id of what was made of it. */
export function useSheetUpload(communityId: string, onRead: (importId: string) => void) {
  const [state, setState] = useState<SheetState>({ step: 'none' })
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const send = async (file: File) => {
    if (file.size > BYTES_OF_KIND.sheet) return setState({ step: 'tooLarge' })
    stop.current?.abort()
    const controller = new AbortController()
    stop.current = controller
    const { signal } = controller
    const onShare = (share: number) => {
      if (!signal.aborted) setState({ step: 'sending', share })
    }
    onShare(0)
    try {
      const fileName = file.name.slice(0, 200)
      const fileId = await uploadFile(file, { kind: 'sheet', name: fileName, onShare, signal })
      setState({ step: 'reading' })
      const { id } = await api.call(importRoster, { id: newKey(), communityId, fileId, fileName }, { signal })
      await refresh(openRoster)
      if (!signal.aborted) onRead(id)
    } catch (error) {
      if (!signal.aborted) setState({ step: 'failed', error })
    }
  }
  const cancel = () => {
    stop.current?.abort()
    setState({ step: 'none' })
  }
  return { state, send: (file: File) => void send(file), cancel }
}
