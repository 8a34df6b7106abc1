import { Icon16Chevron } from '@vkontakte/icons'
import { type ApplicationState, type OwnApplication, own } from '#contract/communities/applications.ts'
import { isAppliedStaffRole } from '#contract/communities/types.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import { OrgTile } from '#web/kit/ui/OrgTile.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { StaffTasks } from '../home/StaffTasks.tsx'
import { roleName, terms } from '../terms/terms.ts'
import styles from './own.module.css'
import { t } from './own.texts.ts'

export const STATE_TONES: Readonly<Record<ApplicationState, Tone>> = {
  pending: 'warn',
  approved: 'accent',
  rejected: 'danger',
  withdrawn: 'plain',
  expired: 'plain',
}

/** The caller's own applications, newest first. */
export function OwnApplicationsPage() {
  const applications = useApi(own, {})
  const staffed = applications.data?.applications.find(
    ({ role, state }) => state === 'pending' && isAppliedStaffRole(role),
  )
  return (
    <SubPage title={t.title} sub={t.sub}>
      {staffed !== undefined && <StaffTasks communityId={staffed.communityId} />}
      <Card flush>
        {applications.data === undefined ? (
          applications.error === null ? (
            <RowsSkeleton rows={3} label={t.loading} />
          ) : (
            <Failed error={applications.error} onRetry={() => void applications.refetch()} />
          )
        ) : applications.data.applications.length === 0 ? (
          <Empty title={t.empty.title} text={t.empty.text} />
        ) : (
          <ul>
            {applications.data.applications.map((application) => (
              <Row key={application.id} application={application} />
            ))}
          </ul>
        )}
      </Card>
    </SubPage>
  )
}

function Row({ application }: { application: OwnApplication }) {
  const { id, communityName, communityType, unitName, role, state, submittedAt } = application
  return (
    <li>
      <AppLink href={`/applications/${id}`} className={styles.row}>
        <OrgTile name={communityName} size={40} />
        <span>
          <b>{communityName}</b>
          <small>
            {roleName(communityType, role)} · {unitName} · <When at={submittedAt} />
          </small>
        </span>
        <Chip tone={STATE_TONES[state]}>{terms.applicationStates[state]}</Chip>
        <Icon16Chevron />
      </AppLink>
    </li>
  )
}
