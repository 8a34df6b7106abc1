import { useInfiniteQuery } from '@tanstack/react-query'
import { Icon20UnfavoriteOutline } from '@vkontakte/icons'
import { useEffect } from 'react'
import type { Message } from '#contract/messenger/chats.ts'
import { listImportant, setMarks } from '#contract/messenger/marks.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useChatTitle, useName } from '../boot/names.ts'
import { useAskedAnew, useEngineCommand, useOwnKey } from '../boot/use-engine-calls.ts'
import { usePlace } from '../boot/use-place.ts'
import { ListState } from '../parts/ListState.tsx'
import { IconButton, MainButton } from '../parts/Parts.tsx'
import styles from '../pins/pins.module.css'
import { summaryOf } from '../view/summary.ts'
import { t } from './important.texts.ts'

/** What the reader has marked as important in all chats, with the way to each message (MSG-16). */
export function ImportantSheet({ onClose }: { onClose: () => void }) {
  const { go } = usePlace()
  const list = useImportant()
  const marks = useMessenger(({ sync }) => sync.marks.important)
  const found = (list.data?.pages.flatMap((page) => page.messages) ?? []).filter(({ message: { chatId, seq } }) =>
    marks[chatId]?.includes(seq),
  )
  return (
    <Dialog title={t.title} sub={t.sub} onClose={onClose}>
      <ListState list={list} offline={t.offline} />
      {list.isSuccess && found.length === 0 && !list.hasNextPage && <p>{t.none}</p>}
      <ul className={styles.list}>
        {found.map(({ message }) => (
          <Important
            key={`${message.chatId} ${message.seq}`}
            message={message}
            onGo={() => {
              onClose()
              go(message.chatId, { seq: message.seq })
            }}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <MainButton mode="soft" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t.more}
        </MainButton>
      )}
    </Dialog>
  )
}

function useImportant() {
  const engine = useEngine()
  const anew = useAskedAnew()
  return useInfiniteQuery({
    queryKey: useOwnKey('important'),
    ...anew,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => {
      const page = await engine.call(listImportant, pageParam === null ? {} : { cursor: pageParam })
      engine.takeCards(page.cards)
      return page
    },
    getNextPageParam: (last) => last.next,
  })
}

function Important({ message, onGo }: { message: Message; onGo: () => void }) {
  const { name, verified } = useName(message.senderId)
  const title = useChatTitle(message.chatId)
  const unmark = useEngineCommand(setMarks)
  const { chatId, seq } = message
  useEffect(() => {
    if (unmark.error !== null) showFailure(explain(unmark.error).sentence)
  }, [unmark.error])
  return (
    <li>
      <button type="button" className={styles.item} title={t.go} onClick={onGo}>
        <b>
          {title.name === name ? name : `${title.name} · ${name}`} {verified && <VerifiedMark />}
        </b>
        <small>
          <When at={message.at} />
        </small>
        <span>{summaryOf(message)}</span>
      </button>
      <span className={styles.acts}>
        <IconButton
          label={t.unmark}
          disabled={unmark.isPending}
          onClick={() => unmark.mutate({ chatId, seqs: [seq], mark: 'important', set: false })}
        >
          <Icon20UnfavoriteOutline />
        </IconButton>
      </span>
    </li>
  )
}
