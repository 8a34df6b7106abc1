import type { Membership } from '#contract/communities/communities.ts'
import { listTasks } from '#contract/communities/tasks.ts'
import { isAppliedStaffRole } from '#contract/communities/types.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { t } from './tasks.texts.ts'

interface TasksLinkProps {
  membership: Membership
  className?: string | undefined
  onClick?: () => void
}

/** The way to the tasks of the staff from everywhere, the messenger among it (ORG-08); nothing for everybody else. */
export function TasksLink({ membership: { communityId, roles }, className, onClick }: TasksLinkProps) {
  const enabled = roles.some(({ role }) => isAppliedStaffRole(role))
  const { data } = useApi(listTasks, { communityId }, { enabled })
  if (data === undefined) return null
  const needed = data.tasks.filter(({ needless }) => !needless)
  return (
    <AppLink href={`/o/${communityId}`} className={className} onClick={onClick}>
      {t.link(needed.filter(({ done }) => done).length, needed.length)}
    </AppLink>
  )
}
