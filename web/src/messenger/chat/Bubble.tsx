import { Icon20MoreHorizontal, Icon20ReplyOutline } from '@vkontakte/icons'
import { type MouseEvent, memo } from 'react'
import { exact, time } from '#web/kit/i18n/dates.ts'
import { avatarTone } from '#web/kit/ui/avatar-tone.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useName } from '../boot/names.ts'
import { t } from '../messenger.texts.ts'
import { IconButton, Ticks } from '../parts/Parts.tsx'
import { PersonPicture } from '../parts/Picture.tsx'
import type { BubbleItem } from '../view/flow.ts'
import { linkify } from '../view/linkify.ts'
import styles from './chat.module.css'
import { Quote } from './Quote.tsx'
import { Refused } from './Refused.tsx'
import { useLongPress } from './use-long-press.ts'

export interface BubbleActions {
  onJump: (seq: number) => void
  onReply: (item: BubbleItem) => void
  onMenu: (item: BubbleItem, at: { x: number; y: number }) => void
}

interface BubbleProps extends BubbleActions {
  item: BubbleItem
  chatId: string
  /** Names and pictures stand beside the messages of others where there is more than one other. */
  faces: boolean
  found: boolean
  /** Its bar stays while its menu is open, so that the focus can come back. */
  menuOpen: boolean
  pictureSize: number
  canReply: boolean
}

/** One message. */
export const Bubble = memo(function Bubble(props: BubbleProps) {
  const { item, chatId, faces, found, menuOpen, pictureSize, onJump, onMenu } = props
  const author = useName(item.senderId)
  const openMenu = (event: MouseEvent) => {
    if (item.seq === null) return
    event.preventDefault()
    onMenu(item, { x: event.clientX, y: event.clientY })
  }
  const press = useLongPress((at) => {
    if (item.seq !== null) onMenu(item, at)
  })
  const faced = faces && !item.own
  return (
    <article
      className={cx(styles.message, item.own && styles.own, !item.own && !faces && styles.plain)}
      data-first={item.first || undefined}
      data-last={item.last || undefined}
      data-found={found || undefined}
      data-menu={menuOpen || undefined}
      aria-label={t.chat.by(item.own ? t.you : author.name, time(item.at))}
    >
      {faced && (
        <span className={styles.face}>
          {item.last && <PersonPicture profileId={item.senderId} size={pictureSize} />}
        </span>
      )}
      <div className={styles.bubbleBox}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the bar beside it has buttons for the same */}
        <div className={styles.bubble} onContextMenu={openMenu} {...press}>
          {faced && item.first && (
            <header className={styles.author} style={{ color: `var(--m-name-${avatarTone(item.senderId)})` }}>
              <span className={styles.cut}>{author.name}</span>
              {author.verified && <VerifiedMark />}
            </header>
          )}
          {item.replyToSeq !== null && <Quote chatId={chatId} seq={item.replyToSeq} onJump={onJump} />}
          <span className={styles.text}>
            <LinkedText text={item.text} />
          </span>
          <span className={styles.meta}>
            <time dateTime={item.at} title={exact(item.at)}>
              {time(item.at)}
            </time>
            {item.delivery !== null && <Ticks delivery={item.delivery} />}
          </span>
        </div>
        {item.seq !== null && <HoverBar {...props} />}
      </div>
      {item.pending?.state === 'failed' && <Refused item={item.pending} />}
    </article>
  )
})

function HoverBar({ item, canReply, onReply, onMenu }: BubbleProps) {
  return (
    <div className={styles.hover} role="toolbar" aria-label={t.menu.label}>
      {canReply && (
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

function LinkedText({ text }: { text: string }) {
  return linkify(text).map((part, index) =>
    part.t === 'text' ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their places
      <a key={index} href={part.text} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    ),
  )
}
