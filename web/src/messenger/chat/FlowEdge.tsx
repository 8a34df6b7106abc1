import { writeRefusal } from '#contract/messenger/chats.abilities.ts'
import { IDLE_HISTORY } from '#web/kit/sync/engine-state.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useLateOffline } from '../boot/use-connection-line.ts'
import { t } from '../messenger.texts.ts'
import { Notice } from '../parts/Parts.tsx'
import { FlowSkeleton } from './ChatSkeleton.tsx'
import styles from './chat.module.css'

/** What stands in the place of messages: loading, nothing yet, failed, not kept on this device. */
export function FlowEdge({ slice }: { slice: ChatSlice }) {
  const chatId = slice.chat.id
  const engine = useEngine()
  const offline = useLateOffline()
  const status = useMessenger(({ history }) => history[chatId] ?? IDLE_HISTORY)
  const hasPending = useMessenger(({ outbox }) => outbox.some((item) => item.chatId === chatId))
  if (slice.window === null) {
    if (offline) return <Middle title={t.chat.notKept} text={t.chat.notKeptText} />
    if (status.place === 'failed') {
      const retry = { label: t.retry, onClick: () => engine.openChat(chatId) }
      return <Middle title={t.chat.failed} action={retry} />
    }
    return <FlowSkeleton />
  }
  const silent = slice.window.reachesStart && slice.lastMessage === null && !hasPending
  if (silent) {
    return (
      <div className={styles.empty}>
        <p className={styles.silent}>
          {writeRefusal(slice.chat, slice.mine) === null ? t.chat.empty : t.chat.emptyChannel}
        </p>
      </div>
    )
  }
  return null
}

function Middle(props: { title: string; text?: string; action?: { label: string; onClick: () => void } }) {
  return (
    <div className={styles.empty}>
      <Notice {...props} />
    </div>
  )
}
