import { useState } from 'react'
import { address } from '#contract/files/files.ts'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { explain, learnSentences } from '#web/kit/errors/explain.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'

learnSentences(fileErrors)

/** Has the browser load a file, from an address that is good for this session. */
export function useDownload() {
  const engine = useEngine()
  const [isBusy, setBusy] = useState(false)
  const download = async ({ id }: Pick<Attachment, 'id'>) => {
    setBusy(true)
    try {
      const { url } = await engine.call(address, { id })
      const link = document.createElement('a')
      link.href = url
      link.download = ''
      link.rel = 'noreferrer'
      link.click()
    } catch (error) {
      showFailure(explain(error).sentence)
    } finally {
      setBusy(false)
    }
  }
  return { download, isBusy }
}
