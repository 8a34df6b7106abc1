import { useQuery } from '@tanstack/react-query'
import { Icon20CopyOutline } from '@vkontakte/icons'
import type { ReactNode } from 'react'
import { type CallAccess, getCallLink, renewCallLink, setCallAccess } from '#contract/calls/call-links.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { api } from '#web/kit/api/api.ts'
import { queryClient } from '#web/kit/query/query-client.ts'
import { apiQuery, useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { QrCode } from '#web/kit/ui/QrCode.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import panelStyles from '../panel/panel.module.css'
import { linkHref } from '../place.ts'
import type { CallSession } from '../session/call-session.ts'
import styles from './access.module.css'
import { t } from './access.texts.ts'

type Access = OutputOf<typeof getCallLink>

const WAYS: readonly CallAccess[] = ['members', 'organisation', 'anyone']
const QR_PX = 184

interface AccessDialogProps {
  session: Pick<CallSession, 'place'>
  onClose: () => void
}

/** Who may come into a call beside the people of its chat, and the link by which they do (CALL-10, CALL-17). */
export function AccessDialog({ session, onClose }: AccessDialogProps) {
  const { place } = session
  const query = useQuery({ ...apiQuery(getCallLink, place), gcTime: 0, queryFn: () => api.call(getCallLink, place) })
  const take = (access: Access) => queryClient.setQueryData(apiQuery(getCallLink, place).queryKey, access)
  const set = useCommand(setCallAccess, { onSuccess: take })
  const renew = useCommand(renewCallLink, {
    onSuccess: (access) => {
      take(access)
      showToast(t.renewed)
    },
  })
  // A choice moves with the press and not with the answer.
  const access = set.isPending ? set.variables.access : query.data?.access
  const link = query.data?.link ?? null
  return (
    <Dialog title={t.title} sub={t.sub} onClose={onClose}>
      {query.data === undefined ? (
        <State error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <ErrorLine error={set.error ?? renew.error} />
          <fieldset className={panelStyles.choices}>
            <legend>{t.who}</legend>
            {WAYS.map((way) => (
              <label key={way} data-on={way === access || undefined}>
                <input
                  type="radio"
                  name="access"
                  checked={way === access}
                  onChange={() => set.mutate({ ...place, access: way })}
                />
                <span>
                  {t.ways[way]}
                  <small>{t.notes[way]}</small>
                </span>
              </label>
            ))}
          </fieldset>
          {link !== null && access !== 'members' && (
            <Link href={linkHref(link.token)} busy={renew.isPending} onRenew={() => renew.mutate(place)} />
          )}
        </>
      )}
    </Dialog>
  )
}

function State({ error, onRetry }: { error: Error | null; onRetry: () => void }): ReactNode {
  if (error === null) return <p role="status">{t.loading}</p>
  return (
    <div className={styles.link}>
      <ErrorLine error={error} />
      <button type="button" className={panelStyles.soft} onClick={onRetry}>
        {t.retry}
      </button>
    </div>
  )
}

interface LinkProps {
  href: string
  busy: boolean
  onRenew: () => void
}

function Link({ href, busy, onRenew }: LinkProps) {
  const copy = async () => {
    await navigator.clipboard.writeText(href)
    showToast(t.copied)
  }
  return (
    <section className={styles.link} aria-label={t.link}>
      <input type="text" readOnly value={href} aria-label={t.link} onFocus={(event) => event.target.select()} />
      <div className={styles.acts}>
        <button type="button" className={panelStyles.soft} onClick={() => void copy()}>
          <Icon20CopyOutline aria-hidden="true" />
          {t.copy}
        </button>
        <button
          type="button"
          className={panelStyles.soft}
          aria-busy={busy || undefined}
          aria-describedby="renew-note"
          onClick={() => !busy && onRenew()}
        >
          {t.renew}
        </button>
      </div>
      <p id="renew-note" className={styles.note}>
        {t.renewNote}
      </p>
      <QrCode text={href} size={QR_PX} label={t.qr} />
    </section>
  )
}
