import { Icon16ClockOutline, Icon16Favorite, Icon20MoreHorizontal, Icon20ReplyOutline } from '@vkontakte/icons'
import { type MouseEvent, memo } from 'react'
import type { Reaction } from '#contract/messenger/chats.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { day, dayKey, exact, time } from '#web/kit/i18n/dates.ts'
import { avatarTone } from '#web/kit/ui/avatar-tone.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useName } from '../boot/names.ts'
import { useNow } from '../boot/use-now.ts'
import { t } from '../messenger.texts.ts'
import { MentionedText } from '../parts/MentionedText.tsx'
import { IconButton, Ticks } from '../parts/Parts.tsx'
import { ChatPicture, PersonPicture } from '../parts/Picture.tsx'
import { hrefOf } from '../place.ts'
import { StickerPicture } from '../stickers/StickerPicture.tsx'
import type { BubbleItem } from '../view/flow.ts'
import { summaryOf } from '../view/summary.ts'
import styles from './chat.module.css'
import { OriginLine } from './OriginLine.tsx'
import { Quote } from './Quote.tsx'
import { Reactions } from './Reactions.tsx'
import { useGestures } from './use-gestures.ts'

const Attachments = late(async () => (await import('../attachments/Attachments.tsx')).Attachments, {
  fallback: <span className={styles.attaching} />,
})
const PollCard = late(async () => (await import('../polls/PollCard.tsx')).PollCard)
const AnnouncementMark = late(async () => (await import('../announcements/AnnouncementMark.tsx')).AnnouncementMark)
const LinkCard = late(async () => (await import('../previews/LinkCard.tsx')).LinkCard)
const UrgentMark = late(async () => (await import('../quiet/UrgentMark.tsx')).UrgentMark)
const AnnouncementConfirm = late(
  async () => (await import('../announcements/AnnouncementConfirm.tsx')).AnnouncementConfirm,
)
// What is refused is rare.
const Refused = late(async () => (await import('./Refused.tsx')).Refused)

export interface BubbleActions {
  onJump: (seq: number) => void
  onReply: (item: BubbleItem) => void
  onReact: (item: BubbleItem, reaction: Reaction | null) => void
  onMenu: (item: BubbleItem, at: { x: number; y: number }) => void
  onPick: (item: BubbleItem) => void
}

interface BubbleProps extends BubbleActions {
  item: BubbleItem
  chatId: string
  /** Names and pictures stand beside the messages of others where there is more than one other. */
  faces: boolean
  /** The organisation speaks: its picture is the chat's, and there is nobody to look at. */
  official: boolean
  found: boolean
  /** Its bar stays while its menu is open, so that the focus can come back. */
  menuOpen: boolean
  pictureSize: number
  canReply: boolean
  givable: readonly Reaction[]
  /** Whether it is among those that are chosen; null while none are. */
  picked: boolean | null
}

/** One message. */
export const Bubble = memo(function Bubble(props: BubbleProps) {
  const { item, chatId, faces, official, found, menuOpen, pictureSize, canReply, picked } = props
  const { onJump, onReply, onReact, onMenu } = props
  const author = useName(item.senderId)
  const openMenu = (event: MouseEvent) => {
    if (!hasActions(item)) return
    event.preventDefault()
    event.stopPropagation()
    onMenu(item, { x: event.clientX, y: event.clientY })
  }
  // The key of the menu, on a message that the arrows have reached.
  const openMenuByKey = (event: MouseEvent<HTMLElement>) => {
    if (!hasActions(item) || document.activeElement !== event.currentTarget) return
    event.preventDefault()
    const place = event.currentTarget.querySelector('time')?.getBoundingClientRect()
    if (place !== undefined) onMenu(item, { x: place.left, y: place.bottom })
  }
  const gestures = useGestures({
    onPress: (at) => {
      if (hasActions(item)) onMenu(item, at)
    },
    onSwipe: canReply && isWhole(item) ? () => onReply(item) : null,
  })
  const faced = faces && !item.own
  return (
    <article
      className={cx(styles.message, item.own && styles.own, !item.own && !faces && styles.plain)}
      tabIndex={-1}
      onContextMenu={openMenuByKey}
      data-first={item.first || undefined}
      data-last={item.last || undefined}
      data-found={found || undefined}
      data-menu={menuOpen || undefined}
      aria-label={t.chat.by(item.own ? t.you : author.name, time(item.at))}
    >
      {faced && (
        <span className={styles.face}>
          {item.last &&
            (official ? (
              <ChatPicture chatId={chatId} size={pictureSize} />
            ) : (
              <PersonPicture profileId={item.senderId} size={pictureSize} />
            ))}
        </span>
      )}
      <div className={styles.bubbleBox}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the bar beside it has buttons for the same */}
        <div className={styles.bubble} onContextMenu={openMenu} {...gestures}>
          {faced && item.first && <Author chatId={chatId} senderId={item.senderId} official={official} />}
          {item.origin !== null && item.origin.kind !== 'plannedCall' && <OriginLine origin={item.origin} />}
          {item.replyToSeq !== null && <Quote chatId={chatId} seq={item.replyToSeq} onJump={onJump} />}
          <Content item={item} chatId={chatId} />
          <span className={styles.meta}>
            {item.expiresAt !== null && <Ends at={item.expiresAt} />}
            {item.important && <Icon16Favorite role="img" aria-hidden={false} aria-label={t.chat.important} />}
            {item.edited && <span className={styles.edited}>{t.chat.edited}</span>}
            <time dateTime={item.at} title={exact(item.at)}>
              {time(item.at)}
            </time>
            {item.delivery !== null && <Ticks delivery={item.delivery} />}
          </span>
          {item.reactions.length > 0 && <Reactions item={item} givable={props.givable} onReact={onReact} />}
        </div>
        {hasActions(item) && picked === null && <HoverBar {...props} />}
      </div>
      {picked !== null && <Pick {...props} />}
      {item.pending?.state === 'failed' && <Refused item={item.pending} />}
    </article>
  )
})

/** What it says: its files, its words, what it asks, or that it is erased. */
function Content({ item, chatId }: { item: BubbleItem; chatId: string }) {
  const { seq, poll } = item
  if (seq !== null && poll !== null) return <PollCard chatId={chatId} item={{ ...item, seq, poll }} />
  const { announcement, erased } = item
  return (
    <>
      {announcement !== null && erased === null && <AnnouncementMark announcement={announcement} />}
      {item.urgent !== undefined && <UrgentMark reason={item.urgent} />}
      {item.sticker !== null && <StickerPicture sticker={item.sticker} />}
      {item.attachments.length > 0 && (
        <Attachments attachments={item.attachments} isSent={item.seq !== null} isOwn={item.own} />
      )}
      {item.erased === null ? (
        item.text !== '' && (
          <span className={styles.text}>
            <MentionedText chatId={chatId} text={item.text} mentions={item.mentions} own={item.own} />
          </span>
        )
      ) : (
        <span className={styles.erased}>
          {announcement !== null && erased === 'author' ? t.erased.withdrawn : t.erased[item.erased]}
        </span>
      )}
      {seq !== null && item.preview !== undefined && (
        <LinkCard chatId={chatId} seq={seq} preview={item.preview} own={item.own} />
      )}
      {seq !== null && erased === null && announcement !== null && announcement.confirm !== null && (
        <AnnouncementConfirm
          chatId={chatId}
          seq={seq}
          id={announcement.id}
          confirm={announcement.confirm}
          own={item.own}
        />
      )}
    </>
  )
}

/** Whose message it is. */
function Author({ chatId, senderId, official }: { chatId: string; senderId: string; official: boolean }) {
  const author = useName(senderId)
  return (
    <header className={styles.author} style={{ color: `var(--m-name-${avatarTone(senderId)})` }}>
      {official ? (
        <span className={styles.cut}>{author.name}</span>
      ) : (
        <AppLink href={hrefOf(chatId, { who: senderId })} className={styles.cut}>
          {author.name}
        </AppLink>
      )}
      {author.verified && <VerifiedMark />}
    </header>
  )
}

/** Covers the message while several are chosen: a press anywhere on it takes it in or out. */
function Pick({ item, picked, onPick }: BubbleProps) {
  if (!hasActions(item)) return null
  return (
    <button
      type="button"
      className={styles.pick}
      aria-label={`${t.menu.picked}: ${summaryOf(item)}`}
      aria-pressed={picked === true}
      onClick={() => onPick(item)}
    />
  )
}

function Ends({ at }: { at: string }) {
  const now = useNow()
  return (
    <span className={styles.ends} title={t.lifetime.vanishes(exact(at))}>
      <Icon16ClockOutline aria-hidden="true" />
      <span className="vh">{t.lifetime.vanishes('')}</span>
      {t.lifetime.until(dayKey(at) === dayKey(now) ? time(at) : `${day(at, { now })}, ${time(at)}`)}
    </span>
  )
}

/** What waits in the outbox has none; what another one’s erasure has taken can be reported still. */
function hasActions(item: BubbleItem): boolean {
  return isWhole(item) || (item.seq !== null && item.erased !== 'expired' && !item.own)
}

function isWhole(item: BubbleItem): boolean {
  return item.seq !== null && item.erased === null
}

function HoverBar({ item, canReply, onReply, onMenu }: BubbleProps) {
  return (
    <div className={styles.hover} role="toolbar" aria-label={t.menu.label}>
      {canReply && isWhole(item) && (
        <IconButton label={t.menu.reply} onClick={() => onReply(item)}>
          <Icon20ReplyOutline />
        </IconButton>
      )}
      <IconButton
        label={t.menu.more}
        aria-haspopup="menu"
        onClick={(event) => {
          const place = event.currentTarget.getBoundingClientRect()
          onMenu(item, { x: place.left, y: place.bottom })
        }}
      >
        <Icon20MoreHorizontal />
      </IconButton>
    </div>
  )
}
