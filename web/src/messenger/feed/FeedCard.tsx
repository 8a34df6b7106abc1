import { memo, useState } from 'react'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import { answerAnnouncement } from '#contract/messenger/announcements.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { FeedItem } from '#contract/messenger/feed.ts'
import { ChildLabels } from '#web/communities/index.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { AnnouncementMark } from '../announcements/AnnouncementMark.tsx'
import { ConfirmView } from '../announcements/ConfirmView.tsx'
import { Attachments } from '../attachments/Attachments.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { useChatTitle, useName } from '../boot/names.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { LinkedText } from '../parts/LinkedText.tsx'
import { hrefOf } from '../place.ts'
import styles from './feed.module.css'
import { t } from './feed.texts.ts'
import { firstPart, keyOf } from './feed-items.ts'

interface FeedCardProps {
  item: FeedItem
  cards: readonly ProfileCard[]
  live: boolean
  onAnswered: (id: string) => void
}

/** One thing that was told to the family: whom it concerns, what it says and asks, and where it stands. */
export const FeedCard = memo(function FeedCard({ item, cards, live, onAnswered }: FeedCardProps) {
  const { message, withdrawn, places } = item
  const { announcement } = message
  const author = useName(message.senderId)
  const isFresh = useFresh(item)
  return (
    <article className={styles.card}>
      <header>
        <ChildLabels ids={item.labelIds} />
        {isFresh && <span className={styles.fresh}>{t.fresh}</span>}
        <span className={styles.time}>
          {message.editedAt !== null && `${t.edited} · `}
          <When at={item.at} />
        </span>
      </header>
      <div className={styles.kind}>
        {announcement !== null && !withdrawn && <AnnouncementMark announcement={announcement} />}
        {announcement === null && <small>{t.post}</small>}
        <b className={styles.author}>
          <span>{author.name}</span>
          {author.verified && <VerifiedMark />}
        </b>
      </div>
      {withdrawn ? <p className={styles.withdrawn}>{t.withdrawn}</p> : <Said message={message} />}
      {announcement !== null && announcement.confirm !== null && !withdrawn && (
        <Asked item={item} confirm={announcement.confirm} cards={cards} live={live} onAnswered={onAnswered} />
      )}
      <Where places={places} />
    </article>
  )
})

/** Whether the reader has not come to it in any of its places. */
function useFresh({ message, places }: FeedItem): boolean {
  return useMessenger(({ sync, readHere }) => {
    if (message.senderId === sync.profileId) return false
    return places.every(({ chatId, seq }) => {
      const slice = sync.chats[chatId]
      return slice !== undefined && seq > Math.max(slice.mine.readSeq, readHere[chatId] ?? 0)
    })
  })
}

function Said({ message: { text, poll, attachments } }: { message: Message }) {
  const [isWhole, setWhole] = useState(false)
  const part = isWhole ? text : firstPart(text)
  return (
    <>
      {attachments.length > 0 && <Attachments attachments={attachments} isSent={true} isOwn={false} />}
      {text !== '' && (
        <p className={styles.words}>
          <LinkedText text={part === text ? text : `${part}…`} />
        </p>
      )}
      {part !== text && (
        <button type="button" className={styles.link} onClick={() => setWhole(true)}>
          {t.whole}
        </button>
      )}
      {poll !== null && <small>{t.poll}</small>}
    </>
  )
}

interface AskedProps extends FeedCardProps {
  confirm: NonNullable<NonNullable<Message['announcement']>['confirm']>
}

function Asked({ item, confirm, cards, live, onAnswered }: AskedProps) {
  const isMine = useMessenger(({ sync }) => item.message.senderId === sync.profileId)
  const command = useEngineCommand(answerAnnouncement, () => onAnswered(keyOf(item)))
  const { chatId, seq } = item.places[0]!
  return (
    <ConfirmView
      chatId={chatId}
      seq={seq}
      confirm={confirm}
      isMine={isMine}
      own={{ children: item.asked, cards }}
      live={live}
      command={command}
    />
  )
}

/** The ways to its places in the chats. */
function Where({ places }: Pick<FeedItem, 'places'>) {
  if (places.length === 1) return <PlaceLink {...places[0]!} />
  return (
    <details className={styles.where}>
      <summary>{t.places(places.length)}</summary>
      <ul>
        {places.map((place) => (
          <li key={`${place.chatId} ${place.seq}`}>
            <PlaceLink {...place} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function PlaceLink({ chatId, seq }: FeedItem['places'][number]) {
  const { name } = useChatTitle(chatId)
  return (
    <AppLink href={hrefOf(chatId, { seq })} className={styles.link}>
      {t.open(name.trim())}
    </AppLink>
  )
}
