import { useEffect, useRef, useState } from 'react'
import type { ChatMine } from '#contract/messenger/chats.ts'
import type { Poll } from '#contract/messenger/poll.ts'
import { endRefusal, hasEnded, seesVoters, voteRefusal } from '#contract/messenger/polls.abilities.ts'
import type { OwnVote } from '#contract/messenger/polls.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { day, dayKey, exact, time } from '#web/kit/i18n/dates.ts'
import { late } from '#web/kit/ui/late.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { useNow } from '../boot/use-now.ts'
import { MainButton } from '../parts/Parts.tsx'
import type { BubbleItem } from '../view/flow.ts'
import { speaksFor } from '../view/speaks-for.ts'
import { Option } from './Option.tsx'
import styles from './polls.module.css'
import { t } from './polls.texts.ts'
import { resultLine } from './result-line.ts'
import { useOwnVote } from './use-own-vote.ts'

const PollVoters = late(async () => (await import('./PollVoters.tsx')).PollVoters, { pressed: true })
const EndPoll = late(async () => (await import('./EndPoll.tsx')).EndPoll, { pressed: true })

/** A message that asks something, as far as the card of its poll goes. */
export type AskedItem = Pick<BubbleItem, 'senderId' | 'text'> & { seq: number; poll: Poll }

interface PollCardProps {
  chatId: string
  item: AskedItem
}

/** A question in a chat, the votes as they stand, and the way to vote. */
export function PollCard({ chatId, item }: PollCardProps) {
  const mine = useMessenger(({ sync }) => sync.chats[chatId]?.mine)
  const speaks = useMessenger(({ sync }) => {
    const chat = sync.chats[chatId]?.chat
    return chat !== undefined && speaksFor(sync.memberships, chat)
  })
  return mine === undefined ? null : <AskedPoll chatId={chatId} item={item} mine={mine} speaks={speaks} />
}

interface AskedPollProps extends PollCardProps {
  mine: Pick<ChatMine, 'role' | 'writeRefusal'>
  /** The reader speaks where it was asked in the name of the organisation, and may end it. */
  speaks: boolean
  /** The reader has voted, or has closed what he has opened of it. */
  onChanged?: () => void
}

/** A question for whoever knows what he is where it was asked. */
export function AskedPoll({ chatId, item, mine, speaks, onChanged }: AskedPollProps) {
  const { poll, seq } = item
  const now = useNow()
  const over = hasEnded(poll, now)
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const { own, live, vote, command } = useOwnVote(chatId, { seq, ended: poll.state.ended !== null, onVoted: onChanged })
  const [chosen, setChosen] = useState<readonly number[]>([])
  const [open, setOpen] = useState<'voters' | 'end' | null>(null)
  const { error } = command
  useEffect(() => {
    if (error !== null) showFailure(explain(error).sentence)
  }, [error])
  const voted = own?.voted ?? false
  const card = useFocusKept(command.isSuccess)
  const asking = { senderId: item.senderId, poll }
  const able = own !== null && live && voteRefusal(asking, mine, { profileId, voted, now }) === null
  // What cannot be taken back is not done by one press.
  const atOnce = poll.changeable && !poll.multiple
  const marked = !atOnce && able && chosen.length > 0 ? chosen : (own?.choice ?? [])
  const choose = (option: number) => {
    if (command.isPending) return
    if (atOnce) return vote([option])
    const others = poll.multiple ? marked.filter((each) => each !== option) : []
    setChosen(marked.includes(option) ? others : [...others, option].sort((one, other) => one - other))
  }
  const close = () => {
    setOpen(null)
    onChanged?.()
  }
  const mayEnd = !over && (speaks || endRefusal(asking, mine, { profileId }) === null)
  return (
    <div ref={card} className={styles.card} tabIndex={-1}>
      <b className={styles.question}>{item.text}</b>
      <About poll={poll} over={over} now={now} />
      <fieldset className={styles.options} aria-label={item.text}>
        {poll.options.map((text, option) => (
          <Option
            // biome-ignore lint/suspicious/noArrayIndexKey: options never change their places
            key={option}
            text={text}
            poll={poll}
            option={option}
            marked={marked.includes(option)}
            right={own?.right ?? poll.state.right}
            onChoose={able ? () => choose(option) : null}
          />
        ))}
      </fieldset>
      {able && !atOnce && (
        <MainButton
          mode="soft"
          disabled={chosen.length === 0 || command.isPending}
          title={chosen.length === 0 ? t.chooseFirst : undefined}
          onClick={() => {
            vote(chosen)
            setChosen([])
          }}
        >
          {poll.test ? t.answer : t.vote}
        </MainButton>
      )}
      <Told poll={poll} own={own} over={over} />
      {!live && !over && !voted && <small>{t.offline}</small>}
      <footer className={styles.foot}>
        {seesVoters(asking, { profileId }) && poll.state.voters > 0 && (
          <button type="button" onClick={() => setOpen('voters')}>
            {poll.test ? t.answers : t.voters}
          </button>
        )}
        {mayEnd && (
          <button type="button" onClick={() => setOpen('end')}>
            {t.end}
          </button>
        )}
      </footer>
      {open === 'voters' && (
        <PollVoters chatId={chatId} item={item} right={own?.right ?? null} onClose={() => setOpen(null)} />
      )}
      {open === 'end' && <EndPoll chatId={chatId} seq={seq} onClose={close} />}
    </div>
  )
}

/** Whoever votes by keys stays at the poll, though the button that he has pressed is gone. */
function useFocusKept(done: boolean) {
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (done && document.activeElement === document.body) card.current?.focus({ preventScroll: true })
  }, [done])
  return card
}

/** What kind of poll it is, in plain words, and until when. */
function About({ poll, over, now }: { poll: Poll; over: boolean; now: number }) {
  const { endsAt } = poll
  const kind = poll.test ? 'test' : poll.anonymous ? 'anonymous' : 'named'
  const when =
    endsAt === null ? '' : dayKey(endsAt) === dayKey(now) ? time(endsAt) : `${day(endsAt, { now })}, ${time(endsAt)}`
  return (
    <small className={styles.about}>
      {t.kind[kind]}
      {poll.multiple && ` · ${t.several}`}
      {!poll.changeable && !poll.test && !over && ` · ${t.final}`}
      {over
        ? ` · ${t.ended}`
        : endsAt !== null && <time dateTime={endsAt} title={exact(endsAt)}>{` · ${t.until(when)}`}</time>}
    </small>
  )
}

/** What came of it so far, for everybody and for the reader. */
function Told({ poll, own, over }: { poll: Poll; own: OwnVote | null; over: boolean }) {
  const right = own?.right ?? poll.state.right
  const names = right?.map((option) => poll.options[option]).join(', ') ?? ''
  const isRight = own?.choice?.join() === right?.join()
  return (
    <div className={styles.told} role="status">
      {right !== null && <b>{own?.choice == null ? t.rightIs(names) : isRight ? t.right : t.wrong(names)}</b>}
      {poll.anonymous && own?.voted === true && <span>{t.thanks}</span>}
      <span>{resultLine(poll, over)}</span>
    </div>
  )
}
