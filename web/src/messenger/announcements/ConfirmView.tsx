import { useEffect, useState } from 'react'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Confirm } from '#contract/messenger/announcement.ts'
import type { Answer, AskedChild, answerAnnouncement } from '#contract/messenger/announcements.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { when } from '#web/kit/i18n/dates.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useMessenger } from '../boot/engine-context.ts'
import type { useEngineCommand } from '../boot/use-engine-calls.ts'
import { useNow } from '../boot/use-now.ts'
import { MainButton } from '../parts/Parts.tsx'
import styles from './confirm.module.css'
import { t } from './confirm.texts.ts'

interface ConfirmViewProps {
  chatId: string
  seq: number
  confirm: Confirm
  /** The reader has made it. */
  isMine: boolean
  /** For whom the reader is asked; null while that is not known. */
  own: { children: readonly AskedChild[]; cards: readonly ProfileCard[] } | null
  live: boolean
  command: ReturnType<typeof useEngineCommand<typeof answerAnnouncement>>
}

/** What an announcement asks, what was answered, and the way to answer (P-02). */
export function ConfirmView({ chatId, seq, confirm, isMine, own, live, command }: ConfirmViewProps) {
  const now = useNow()
  const communityId = useMessenger(({ sync }) => sync.chats[chatId]?.chat.communityId ?? null)
  const { error } = command
  useEffect(() => {
    if (error !== null) showFailure(explain(error).sentence)
  }, [error])
  const answer = (childIds: string[], what: Answer | null, comment: string) =>
    command.mutate({
      chatId,
      seq,
      childIds,
      answer: what,
      ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
    })
  return (
    <div className={styles.confirm}>
      <small>
        {t.asked[confirm.answers]} · {t.who[confirm.who]}
        {confirm.dueAt !== null &&
          ` · ${(Date.parse(confirm.dueAt) > now ? t.until : t.over)(when(confirm.dueAt, { now }))}`}
      </small>
      {isMine && communityId !== null && (
        <AppLink className={styles.link} href={`/o/${communityId}/announcements`}>
          {t.whoAnswered}
        </AppLink>
      )}
      {own !== null && own.children.length > 0 && (
        <Children
          // What was answered on another device is chosen anew.
          key={own.children.map(({ childId, answers }) => `${childId} ${answers.length}`).join()}
          asked={own.children}
          cards={own.cards}
          confirm={confirm}
          busy={command.isPending || !live}
          onAnswer={answer}
        />
      )}
      {!live && own !== null && own.children.length > 0 && <small>{t.offline}</small>}
    </div>
  )
}

interface ChildrenProps {
  asked: readonly AskedChild[]
  cards: readonly ProfileCard[]
  confirm: Confirm
  busy: boolean
  onAnswer: (childIds: string[], what: Answer | null, comment: string) => void
}

function Children({ asked, cards, confirm, busy, onAnswer }: ChildrenProps) {
  const me = useMessenger(({ sync }) => sync.profileId)
  const open = asked.filter(({ answers }) => answers.every(({ adultId }) => adultId !== me)).map((each) => each.childId)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [comment, setComment] = useState('')
  const chosen = open.filter((id) => !left.has(id))
  const toggle = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  const nameOf = (id: string) => cards.find((card) => card.id === id)?.name
  return (
    <>
      <ul className={styles.children} aria-label={t.choose}>
        {asked.map((child) => (
          <Child
            key={child.childId}
            child={child}
            name={child.childId === me ? t.self : (nameOf(child.childId) ?? t.child)}
            who={(adultId) => (adultId === me ? t.you : (nameOf(adultId) ?? t.somebody))}
            marked={open.length > 1 && open.includes(child.childId) ? chosen.includes(child.childId) : null}
            onMark={() => toggle(child.childId)}
            onTakeBack={open.includes(child.childId) || busy ? null : () => onAnswer([child.childId], null, '')}
          />
        ))}
      </ul>
      {open.length > 0 && (
        <>
          {confirm.answers === 'agree' && (
            <input
              className={styles.comment}
              value={comment}
              maxLength={500}
              aria-label={t.comment}
              placeholder={t.comment}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
          <Buttons
            confirm={confirm}
            count={chosen.length}
            busy={busy}
            onAnswer={(what) => onAnswer(chosen, what, comment)}
          />
        </>
      )}
    </>
  )
}

interface ButtonsProps {
  confirm: Confirm
  count: number
  busy: boolean
  onAnswer: (what: Answer) => void
}

/** One press answers for everybody who is marked. */
function Buttons({ confirm, count, busy, onAnswer }: ButtonsProps) {
  const rest = { disabled: busy || count === 0, title: count === 0 ? t.nobody : undefined }
  if (confirm.answers === 'seen') {
    return (
      <MainButton {...rest} onClick={() => onAnswer('seen')}>
        {count > 1 ? t.seenAll(count) : t.seen}
      </MainButton>
    )
  }
  return (
    <div className={styles.two}>
      <MainButton {...rest} onClick={() => onAnswer('agree')}>
        {t.agree}
      </MainButton>
      <MainButton {...rest} mode="soft" onClick={() => onAnswer('disagree')}>
        {t.disagree}
      </MainButton>
    </div>
  )
}

interface ChildProps {
  child: AskedChild
  name: string
  who: (adultId: string) => string
  /** Null where there is nothing to choose. */
  marked: boolean | null
  onMark: () => void
  onTakeBack: (() => void) | null
}

function Child({ child, name, who, marked, onMark, onTakeBack }: ChildProps) {
  return (
    <li>
      {marked === null ? (
        <b>{name}</b>
      ) : (
        <label>
          <input type="checkbox" checked={marked} onChange={onMark} />
          <b>{name}</b>
        </label>
      )}
      <span className={child.done ? styles.done : styles.open}>{child.done ? t.done : t.open}</span>
      {child.answers.map(({ adultId, answer, comment, at }) => (
        <small key={adultId}>
          {t.said[answer](who(adultId), when(at))}
          {comment !== '' && ` — ${comment}`}
        </small>
      ))}
      {onTakeBack !== null && (
        <button type="button" className={styles.link} onClick={onTakeBack}>
          {t.takeBack}
        </button>
      )}
    </li>
  )
}
