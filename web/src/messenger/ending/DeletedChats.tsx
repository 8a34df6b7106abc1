import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { type DeletedChat, deletedChats, restoreChat } from '#contract/messenger/chat-endings.ts'
import { date } from '#web/kit/i18n/dates.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { usePlace } from '../boot/use-place.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import styles from './ending.module.css'
import { t } from './ending.texts.ts'
import { useDeletedList } from './use-deleted-list.ts'

/** Above the list, where no toast lies on it: groups that the reader has deleted and may still bring back (CHT-09). Nothing where there are none. */
export function DeletedChats() {
  const engine = useEngine()
  const live = useMessenger((state) => state.phase === 'stream')
  const deleted = useQuery({
    queryKey: useDeletedList().key,
    enabled: live,
    networkMode: 'always',
    retry: false,
    queryFn: () => engine.call(deletedChats, {}),
  })
  const chats = deleted.data?.chats ?? []
  if (chats.length === 0) return null
  return (
    <section className={styles.deleted} aria-label={t.deletedTitle}>
      <ul>
        {chats.map((chat) => (
          <Deleted key={chat.chatId} chat={chat} />
        ))}
      </ul>
    </section>
  )
}

function Deleted({ chat }: { chat: Static<typeof DeletedChat> }) {
  const list = useDeletedList()
  const { go } = usePlace()
  const restore = useEngineCommand(restoreChat, () => {
    void list.drop(chat.chatId)
    go(chat.chatId)
  })
  return (
    <li>
      <span>
        <b>{chat.title}</b>
        <small>{t.deletedUntil(date(chat.endsAt))}</small>
      </span>
      <MainButton
        mode="soft"
        aria-label={t.restoreNamed(chat.title)}
        disabled={restore.isPending}
        onClick={() => restore.mutate({ chatId: chat.chatId })}
      >
        {t.restore}
      </MainButton>
      <Refusal error={restore.error} />
    </li>
  )
}
