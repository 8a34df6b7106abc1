import { lazy, Suspense } from 'react'
import { writeRefusal } from '#contract/messenger/chats.abilities.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { Composer } from './Composer.tsx'
import type { Editing } from './use-editing.ts'

const EditComposer = lazy(async () => ({ default: (await import('./EditComposer.tsx')).EditComposer }))
const ReadOnly = lazy(async () => ({ default: (await import('./ReadOnly.tsx')).ReadOnly }))

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
    return (
      <Suspense fallback={null}>
        <ReadOnly slice={slice} suspended={suspended} />
      </Suspense>
    )
  }
  if (edited !== null) {
    return (
      <Suspense fallback={null}>
        <EditComposer key={edited.seq} message={edited} onEnd={endEditing} />
      </Suspense>
    )
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
