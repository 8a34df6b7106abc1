import { useState } from 'react'
import { address } from '#contract/files/files.ts'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { explain, learnSentences } from '#web/kit/errors/explain.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'

learnSentences(fileErrors)

/** Asks for the address of a file that is good for this session; null when it is refused, which is told in a line. */
export function useFileAddress() {
  const engine = useEngine()
  const [isBusy, setBusy] = useState(false)
  const addressOf = async ({ id }: Pick<Attachment, 'id'>): Promise<string | null> => {
    setBusy(true)
    try {
      return (await engine.call(address, { id })).url
    } catch (error) {
      showFailure(explain(error).sentence)
      return null
    } finally {
      setBusy(false)
    }
  }
  return { addressOf, isBusy }
}

/** Has the browser load a file. */
export function useDownload() {
  const { addressOf, isBusy } = useFileAddress()
  const download = async (file: Pick<Attachment, 'id'>) => {
    const url = await addressOf(file)
    if (url === null) return
    const link = document.createElement('a')
    link.href = url
    link.download = ''
    link.rel = 'noreferrer'
    link.click()
  }
  return { download, isBusy }
}
