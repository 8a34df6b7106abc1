import { writeRefusal } from '#contract/messenger/chats.abilities.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { late } from '#web/kit/ui/late.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { Composer } from './Composer.tsx'
import type { Editing } from './use-editing.ts'

const EditComposer = late(async () => (await import('./EditComposer.tsx')).EditComposer, { pressed: true })
const ReadOnly = late(async () => (await import('./ReadOnly.tsx')).ReadOnly)

interface ChatFootProps {
  slice: ChatSlice
  replyTo: number | null
  onReplyEnd: () => void
  onSent: () => void
  editing: Editing
}

/** Where a message is written or changed, or why nothing can be written here. */
export function ChatFoot({ slice, replyTo, onReplyEnd, onSent, editing }: ChatFootProps) {
  const { edited, begun, setEditing, endEditing, editLast } = editing
  const suspended = useMessenger(({ sync }) => sync.memberships[slice.chat.communityId ?? '']?.suspended != null)
  if (suspended || writeRefusal(slice.chat, slice.mine) !== null) {
    return <ReadOnly slice={slice} suspended={suspended} />
  }
  if (edited !== null) {
    return <EditComposer key={edited.seq} message={edited} onEnd={endEditing} />
  }
  return (
    <Composer
      chatId={slice.chat.id}
      replyTo={replyTo}
      onReplyEnd={onReplyEnd}
      onSent={onSent}
      begun={begun}
      onEdit={setEditing}
      onEditLast={editLast}
    />
  )
}
