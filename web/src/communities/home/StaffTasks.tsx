import { foldTasks, listTasks, type StaffTask } from '#contract/communities/tasks.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { StepCard } from './StepCard.tsx'
import { t } from './tasks.texts.ts'

/** Where each task is done; the link of an administrator comes from outside. */
const PLACES: Readonly<Record<StaffTask, string | null>> = {
  app: '/help#install',
  profile: '/me',
  verification: '/me/teacher?from=site',
  link: null,
  confirmation: '/applications',
  chats: '/im',
  pupils: '/im',
  parents: '/im',
  communication: '/im',
}

/** The tasks of the staff with what is done of them (ORG-08); the reader folds the list away and brings it back. */
export function StaffTasks({ communityId }: { communityId: string }) {
  const query = useApi(listTasks, { communityId })
  const fold = useCommand(foldTasks, { refreshes: [listTasks] })
  if (query.data === undefined) return query.error === null ? null : <ErrorLine error={query.error} />
  // What was pressed last holds at once; the answer of the server says the same a moment later.
  const folded = fold.isPending ? fold.variables.folded : query.data.folded
  const steps = query.data.tasks.map(({ task, ...rest }) => ({
    key: task,
    ...rest,
    ...t.tasks[task],
    href: PLACES[task],
  }))
  const toggle = () =>
    fold.mutate({ communityId, folded: !folded }, { onError: (error) => showFailure(explain(error).sentence) })
  return <StepCard id="staff-tasks" title={t.title} steps={steps} fold={{ folded, toggle }} />
}
