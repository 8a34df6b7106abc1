import { useEffect, useState } from 'react'
import { lastEnd } from '#contract/identity/sessions.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { api } from '#web/kit/api/api.ts'
import { date, time } from '#web/kit/i18n/dates.ts'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'

type End = OutputOf<typeof lastEnd>['end']

/** Why this device is signed out, when it is not by its own doing (IDN-05, IDN-21, IDN-22). */
export function EndedNote() {
  const end = useLastEnd()
  if (end === null) return null
  return (
    <p className={styles.ended} role="status">
      {t.ended[end.why](date(end.at), time(end.at))}
    </p>
  )
}

function useLastEnd(): End {
  const [end, setEnd] = useState<End>(null)
  useEffect(() => {
    const ask = async () => {
      const told = await api.call(lastEnd, {})
      setEnd(told.end)
      // Whoever comes here by another way than the app has what it kept still in this browser.
      if (told.end !== null) await (await import('#web/identity/index.ts')).forgetAccount()
    }
    // Without an answer the sign-in is as it is for everybody; its first step says that the server is not reached.
    ask().catch(() => undefined)
  }, [])
  return end
}
