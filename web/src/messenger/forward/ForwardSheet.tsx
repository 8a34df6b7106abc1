import { useId, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { writeRefusal } from '#contract/messenger/chats.abilities.ts'
import { FORWARD_CHATS_MAX, MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { fallbackNames } from '../boot/names.ts'
import { useLacksFavourites } from '../favourites/FavouritesRow.tsx'
import { ToFavourites } from '../favourites/ToFavourites.tsx'
import styles from '../newchat/newchat.module.css'
import { ChatChoice } from '../parts/ChatChoice.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { findChats, orderChats } from '../view/chat-list.ts'
import { forwardTexts as t } from './forward.texts.ts'
import { Refusals } from './Refusals.tsx'
import { useForward } from './use-forward.ts'

interface ForwardSheetProps {
  fromChatId: string
  seqs: readonly number[]
  onClose: () => void
  /** Everything stands where it was meant to. */
  onDone: () => void
}

/** Where messages are forwarded, and what is said to them (MSG-14). */
export function ForwardSheet({ fromChatId, seqs, onClose, onDone }: ForwardSheetProps) {
  const [query, setQuery] = useState('')
  const [comment, setComment] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [hint, setHint] = useState<string | null>(null)
  const { send, busy, refused } = useForward({ fromChatId, seqs, onDone })
  const hintId = useId()
  const found = useWritable(query)
  const lacksFavourites = useLacksFavourites() && query === ''
  const toggle = (chatId: string) => {
    const next = chosen.includes(chatId) ? chosen.filter((id) => id !== chatId) : [...chosen, chatId]
    setHint(next.length > FORWARD_CHATS_MAX ? t.most(FORWARD_CHATS_MAX) : null)
    if (next.length <= FORWARD_CHATS_MAX) setChosen(next)
  }
  const submit = async () => {
    if (chosen.length === 0) return setHint(t.choose)
    const left = await send(chosen, comment.trim())
    setChosen(left)
  }
  return (
    <Dialog
      title={t.title}
      sub={t.what(seqs.length)}
      onClose={onClose}
      footer={
        <MainButton disabled={busy} onClick={() => void submit()}>
          {t.action(chosen.length)}
        </MainButton>
      }
    >
      <SearchField value={query} onChange={setQuery} label={t.search} placeholder={t.search} />
      <label className={styles.name}>
        {t.comment}
        <input
          value={comment}
          maxLength={MESSAGE_TEXT_MAX}
          aria-describedby={hintId}
          autoComplete="off"
          onChange={(event) => setComment(event.target.value)}
        />
        <span id={hintId} className={styles.hint}>
          {t.commentHint}
        </span>
      </label>
      {hint !== null && (
        <p className={styles.refusal} role="alert">
          {hint}
        </p>
      )}
      <Refusals refused={refused} />
      {lacksFavourites && <ToFavourites onOpened={(id) => (chosen.includes(id) ? undefined : toggle(id))} />}
      {found.length === 0 ? (
        <p className={styles.nobody}>{t.nothing}</p>
      ) : (
        <ul className={styles.contacts} aria-label={t.list}>
          {found.map((chatId) => (
            <ChatChoice key={chatId} chatId={chatId} chosen={chosen.includes(chatId)} onToggle={toggle} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

/** Chats in which the reader may write, the newest first, by what was typed. */
function useWritable(query: string): string[] {
  return useMessenger(
    useShallow((state) => {
      const { chats, memberships } = state.sync
      const writable = orderChats(state).filter((id) => {
        const { chat, mine } = chats[id]!
        return writeRefusal(chat, mine) === null && memberships[chat.communityId ?? '']?.suspended == null
      })
      return findChats(state.sync, writable, query, fallbackNames)
    }),
  )
}
