import { Button } from '@vkontakte/vkui'
import { type OwnApplication, own, withdraw } from '#contract/communities/applications.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { PlainSkeleton } from '#web/kit/ui/PlainPage.tsx'
import { Denied, ErrorLine, Failed } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { StatusBoard, type StatusStep } from '../status/StatusBoard.tsx'
import { roleName, terms } from '../terms/terms.ts'
import styles from './own.module.css'
import { t } from './own.texts.ts'

/** How one's own application stands; nothing of the organisation but its name (INV-02, INV-07). */
export function OwnApplicationPage({ applicationId }: { applicationId: string }) {
  const applications = useApi(own, {})
  const application = applications.data?.applications.find(({ id }) => id === applicationId)
  return (
    <SubPage title={t.title} above="/applications" headed>
      {application === undefined && <h1 className="vh">{t.title}</h1>}
      {application !== undefined ? (
        <ApplicationView application={application} />
      ) : applications.data !== undefined ? (
        <Denied title={t.missing.title} text={t.missing.text} />
      ) : applications.error !== null ? (
        <Failed error={applications.error} onRetry={() => void applications.refetch()} />
      ) : (
        <PlainSkeleton label={t.loading} />
      )}
    </SubPage>
  )
}

function ApplicationView({ application }: { application: OwnApplication }) {
  const { state, communityName, communityType, role, unitName, position } = application
  const takeBack = useCommand(withdraw, { refreshes: [own], onSuccess: () => showToast(t.withdrawn) })
  const place = [communityName, roleName(communityType, role), unitName, position].filter((part) => part !== '')
  return (
    <StatusBoard
      chip={<Chip tone="chalk">{terms.applicationStates[state]}</Chip>}
      title={t.titles[state]}
      sub={place.join(' · ')}
      steps={stepsOf(application)}
      {...(state === 'pending' ? { note: t.note } : {})}
    >
      {state === 'pending' && (
        <Button
          size="l"
          mode="outline"
          appearance="neutral"
          loading={takeBack.isPending}
          onClick={() => takeBack.mutate({ id: application.id })}
        >
          {t.withdraw}
        </Button>
      )}
      {state === 'approved' && (
        <div className={styles.buttons}>
          <Button size="l" Component="a" href="/im">
            {t.openChats}
          </Button>
          <Button size="l" mode="outline" appearance="neutral" Component="a" href="/">
            {t.openCommunity}
          </Button>
        </div>
      )}
      <ErrorLine error={takeBack.error} />
    </StatusBoard>
  )
}

function stepsOf(application: OwnApplication): StatusStep[] {
  const { state, submittedAt, decidedAt, reason } = application
  const sent: StatusStep = { key: 'sent', state: 'done', title: t.sent, text: <When at={submittedAt} /> }
  if (state === 'pending') {
    return [sent, { key: 'waiting', state: 'now', ...t.waiting }, { key: 'then', state: 'later', ...t.after }]
  }
  return [
    sent,
    {
      key: 'decided',
      state: state === 'approved' ? 'done' : 'bad',
      title: t.decided[state],
      text: (
        <>
          {decidedAt !== null && <When at={decidedAt} />}
          {reason !== '' && <p>{t.reason(reason)}</p>}
          {state === 'expired' && <p>{t.expiredText}</p>}
        </>
      ),
    },
  ]
}
