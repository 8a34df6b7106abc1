import { Icon28CheckCircleOutline } from '@vkontakte/icons'
import { useEffect } from 'react'
import { type Linking, linkingBegin, linkingFinish } from '#contract/school/linking.ts'
import { date } from '#web/kit/i18n/dates.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { useDesk, useMessengerName } from '../desk-context.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { Mistake, Trouble } from '../kit/Trouble.tsx'
import { t } from '../school.texts.ts'
import { LINKING_CHANGES, type SignInAnswer, useLinking } from './linking.ts'

interface LinkWindowProps {
  /** What the sign-in has come back with; null while none was begun. */
  answer?: SignInAnswer | null
  /** Called when the account has been linked in this window. */
  onLinked?: () => void
}

/** The window «Авторизация в …»: from it one goes to the sign-in of the messenger, and into it one comes back. */
export function LinkWindow({ answer = null, onLinked }: LinkWindowProps) {
  const linking = useLinking()
  const finish = useCommand(linkingFinish, {
    refreshes: LINKING_CHANGES,
    onSuccess: () => onLinked?.(),
  })
  const { mutate } = finish
  useEffect(() => {
    if (answer !== null && answer !== 'declined') mutate(answer)
  }, [answer, mutate])
  if (linking.isError) return <Trouble error={linking.error} onRetry={() => void linking.refetch()} />
  if (linking.data === undefined || finish.isPending) {
    return (
      <p className="es-state" role="status">
        {finish.isPending ? t.linkFinishing : t.loading}
      </p>
    )
  }
  if (linking.data.link !== null) return <Linked link={linking.data.link} />
  return <LinkOffer connected={linking.data.connected} declined={answer === 'declined'} mistake={finish.error} />
}

function LinkOffer({ connected, declined, mistake }: { connected: boolean; declined: boolean; mistake: unknown }) {
  const messenger = useMessengerName()
  const { naming } = useDesk()
  const begin = useCommand(linkingBegin, { onSuccess: ({ url }) => location.assign(url) })
  return (
    <div className="es-body es-form">
      <p>{t.linkWhy(messenger.of)}</p>
      <p className="es-mut">{t.linkHow(messenger.to)}</p>
      {declined && <p role="status">{t.linkDeclined}</p>}
      <Mistake error={begin.error ?? mistake} />
      {!connected && <p className="es-mut">{t.notConnected}</p>}
      <ActionButton
        tone="main"
        className="es-wide-btn"
        // On its way to another page the button stays pressed.
        busy={begin.isPending || begin.isSuccess}
        closed={connected ? null : t.notConnected}
        onClick={() => begin.mutate({})}
      >
        {t.linkAccount(naming.account)}
      </ActionButton>
    </div>
  )
}

function Linked({ link }: { link: NonNullable<Linking['link']> }) {
  const messenger = useMessengerName()
  const { timeZone } = useDesk()
  return (
    <div className="es-state" role="status">
      <span className="es-good">
        <Icon28CheckCircleOutline aria-hidden="true" />
      </span>
      <h2>{t.accountLinked}</h2>
      <p>{t.linkedWith(messenger.of, link.profileName, date(link.since, { timeZone }))}</p>
    </div>
  )
}
