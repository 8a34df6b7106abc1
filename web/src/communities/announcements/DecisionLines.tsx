import { Icon20Cancel } from '@vkontakte/icons'
import { useEffect, useRef, useState } from 'react'
import { type OwnApplication, own } from '#contract/communities/applications.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './announcements.module.css'
import { t } from './announcements.texts.ts'
import { hiddenDecisions, hideDecision } from './put-aside.ts'

const TOLD_MS = 7 * 24 * 3_600_000

/**
 * What became of the own applications (INV-09): a refusal stands above every page until it is put aside or is a week old;
 * of an approval the organisation itself tells, and a line says so while the page is open.
 */
export function DecisionLines() {
  const applications = useApi(own, {}).data?.applications
  const [hidden, setHidden] = useState(hiddenDecisions)
  useTellApproved(applications)
  const hide = (application: OwnApplication) => setHidden(hideDecision(keyOf(application)))
  const told = (applications ?? []).filter((each) => isRefused(each) && !hidden.includes(keyOf(each)))
  return told.map((application) => (
    <div key={application.id} className={styles.line} role="status">
      <p>
        {application.state === 'expired' ? t.expired(application.communityName) : t.rejected(application.communityName)}{' '}
        <AppLink href={`/applications/${application.id}`} onClick={() => hide(application)}>
          {t.why}
        </AppLink>
      </p>
      <button type="button" aria-label={t.hideDecision} title={t.hideDecision} onClick={() => hide(application)}>
        <Icon20Cancel />
      </button>
    </div>
  ))
}

/** Says in one line that an application was approved which has waited a moment ago. */
function useTellApproved(applications: readonly OwnApplication[] | undefined): void {
  const waiting = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (applications === undefined) return
    const approved = applications.find(({ id, state }) => state === 'approved' && waiting.current.has(id))
    waiting.current = new Set(applications.flatMap(({ id, state }) => (state === 'pending' ? [id] : [])))
    if (approved !== undefined) showToast(t.approved(approved.communityName))
  }, [applications])
}

/** A decision that was taken back and made again is told again. */
function keyOf({ id, version }: OwnApplication): string {
  return `${id}/${version}`
}

function isRefused({ state, decidedAt }: OwnApplication): boolean {
  return (
    (state === 'rejected' || state === 'expired') && decidedAt !== null && Date.now() - Date.parse(decidedAt) < TOLD_MS
  )
}
