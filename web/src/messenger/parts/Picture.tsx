import { Icon24Favorite } from '@vkontakte/icons'
import { memo, type ReactNode } from 'react'
import { initials } from '#contract/identity/names.ts'
import { Photo } from '#web/kit/photos/Photo.tsx'
import type { SyncState } from '#web/kit/sync/state.ts'
import { avatarTone } from '#web/kit/ui/avatar-tone.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { fallbackNames } from '../boot/names.ts'
import { chatLetters, otherOf } from '../view/people.ts'
import styles from './parts.module.css'

interface PictureProps {
  size: number
  letters: ReactNode
  /** What the colour hangs on. */
  id: string
  channel?: boolean
  /** Of the card of the person whose picture it is; a chat has none. */
  version?: number | undefined
  /** Of a chat that has a picture. */
  pictureId?: string | null | undefined
}

/** A photograph, or letters in a stable colour in its place. The name stands beside it, so it is for the eye only. */
export const Picture = memo(function Picture({ size, letters, id, channel = false, version, pictureId }: PictureProps) {
  return (
    <span
      className={cx(styles.picture, channel && styles.channel)}
      style={{
        width: size,
        height: size,
        fontSize: size * 0.36,
        ...(channel ? {} : { background: `var(--m-av-${avatarTone(id)})` }),
      }}
      aria-hidden="true"
    >
      {letters}
      {(version !== undefined || pictureId) && (
        <Photo id={id} version={version} size={size} pictureId={pictureId ?? undefined} />
      )}
    </span>
  )
})

export function PersonPicture({ profileId, size }: { profileId: string; size: number }) {
  const letters = useMessenger(({ sync }) => {
    const card = sync.cards[profileId]
    return card === undefined || card.gone ? '' : initials(card)
  })
  const version = useMessenger(({ sync }) => sync.cards[profileId]?.version ?? 0)
  return <Picture size={size} letters={letters} id={profileId} version={version} />
}

/** Of a channel it is the logo of its organisation. */
function pictureOf({ chats, memberships }: SyncState, chatId: string): string | null {
  const chat = chats[chatId]?.chat
  if (chat?.kind !== 'channel') return chat?.pictureId ?? null
  return (chat.communityId === null ? undefined : memberships[chat.communityId]?.logoId) ?? null
}

export function ChatPicture({ chatId, size }: { chatId: string; size: number }) {
  const letters = useMessenger(({ sync }) => {
    const slice = sync.chats[chatId]
    return slice === undefined ? '' : chatLetters(slice, sync, fallbackNames)
  })
  const channel = useMessenger(({ sync }) => sync.chats[chatId]?.chat.kind === 'channel')
  const favourites = useMessenger(({ sync }) => sync.chats[chatId]?.chat.kind === 'favourites')
  const otherId = useMessenger(({ sync }) => {
    const slice = sync.chats[chatId]
    return slice === undefined ? null : otherOf(slice, sync.profileId)
  })
  const version = useMessenger(({ sync }) => (otherId === null ? undefined : (sync.cards[otherId]?.version ?? 0)))
  const pictureId = useMessenger(({ sync }) => pictureOf(sync, chatId))
  return (
    <Picture
      size={size}
      letters={favourites ? <Icon24Favorite width={size / 2} height={size / 2} /> : letters}
      id={otherId ?? chatId}
      channel={channel}
      version={version}
      pictureId={pictureId}
    />
  )
}
