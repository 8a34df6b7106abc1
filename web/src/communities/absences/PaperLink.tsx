import { useState } from 'react'
import type { Absence } from '#contract/communities/absences.ts'
import { address } from '#contract/files/files.ts'
import { api } from '#web/kit/api/api.ts'
import { explain, learnSentences } from '#web/kit/errors/explain.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { fileSize } from '#web/kit/i18n/sizes.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import styles from './absences.module.css'
import { t } from './absences.texts.ts'

learnSentences(fileErrors)

/** Has the browser load the paper that lies with an absence. */
export function PaperLink({ paper: { id, name, bytes } }: { paper: NonNullable<Absence['paper']> }) {
  const [isBusy, setBusy] = useState(false)
  const load = async () => {
    setBusy(true)
    try {
      const { url } = await api.call(address, { id })
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
  return (
    <button type="button" className={styles.link} aria-busy={isBusy} onClick={() => void load()}>
      {t.paperOf(name, fileSize(bytes))}
    </button>
  )
}
