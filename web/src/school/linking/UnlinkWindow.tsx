import { useEffect } from 'react'
import { linkingUndo } from '#contract/school/linking.ts'
import { date } from '#web/kit/i18n/dates.ts'
import { useDesk, useMessengerName } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { Question } from '../kit/Question.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { t } from '../school.texts.ts'
import { LINKING_CHANGES, useLinking } from './linking.ts'

/** The window in which an account is unlinked; it says what follows, and asks once more. */
export function UnlinkWindow({ close }: { close: () => void }) {
  const linking = useLinking()
  const messenger = useMessengerName()
  const { timeZone } = useDesk()
  const { show } = useWindows()
  const isOver = linking.data?.link === null
  useEffect(() => {
    if (isOver) close()
  }, [isOver, close])
  if (linking.isError) return <Trouble error={linking.error} onRetry={() => void linking.refetch()} />
  const link = linking.data?.link ?? null
  if (link === null) {
    return (
      <p className="es-state" role="status">
        {t.loading}
      </p>
    )
  }
  const ask = () =>
    show({
      key: 'unlink question',
      title: t.unlinking,
      size: 'alert',
      render: (end) => (
        <Question
          operation={linkingUndo}
          input={{}}
          text={t.unlinkQuestion(messenger.of)}
          yes={t.yes}
          refreshes={LINKING_CHANGES}
          close={end}
        />
      ),
    })
  return (
    <div className="es-body es-form">
      <p>{t.linkedWith(messenger.of, link.profileName, date(link.since, { timeZone }))}</p>
      <p className="es-mut">{t.unlinkMeans(messenger.of)}</p>
      <ActionButton tone="danger" className="es-wide-btn" onClick={ask}>
        {t.unlinkAccount(messenger.of)}
      </ActionButton>
    </div>
  )
}
