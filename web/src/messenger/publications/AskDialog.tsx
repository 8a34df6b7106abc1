import { createPoll } from '#contract/messenger/polls.ts'
import { listPublications } from '#contract/messenger/publications.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { PollDialog } from '../polls/PollDialog.tsx'
import { t } from './publications.texts.ts'

/** Asks a question on the page, in the name of the organisation. */
export function AskDialog({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const create = useCommand(createPoll, {
    refreshes: [listPublications],
    onSuccess: () => {
      onClose()
      showToast(t.asked)
    },
  })
  return <PollDialog chatId={chatId} create={create} unseen onClose={onClose} />
}
