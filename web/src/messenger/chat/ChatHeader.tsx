import { Icon24InfoCircleOutline, Icon28ChevronLeftOutline } from '@vkontakte/icons'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { SwitchButton } from '#web/kit/frame/SwitchButton.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { chatPart } from '../boot/chat-parts.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { fallbackNames, useChatTitle } from '../boot/names.ts'
import { useLateOffline } from '../boot/use-connection-line.ts'
import { t } from '../messenger.texts.ts'
import { Badge, IconButton, Typing } from '../parts/Parts.tsx'
import { ChatPicture } from '../parts/Picture.tsx'
import { unreadChats } from '../view/chat-list.ts'
import { nameOf, needsNoNames } from '../view/people.ts'
import styles from './chat.module.css'

interface ChatHeaderProps {
  chatId: string
  infoOpen: boolean
  onInfo: () => void
}

/** Whose chat this is, who types in it, and the way back on a phone. */
export function ChatHeader({ chatId, infoOpen, onInfo }: ChatHeaderProps) {
  const phone = usePhone()
  const title = useChatTitle(chatId)
  const what = useWhat(chatId)
  const several = useMessenger(({ sync }) => Object.keys(sync.memberships).length > 1)
  const Part = chatPart('Head')
  return (
    <header className={styles.header}>
      {phone && <BackToList />}
      <button type="button" className={styles.who} onClick={onInfo}>
        <ChatPicture chatId={chatId} size={40} />
        <span className={styles.whoText}>
          <h2>
            <span className={styles.cut} title={title.name}>
              {title.name}
            </span>
            {title.verified && <VerifiedMark />}
          </h2>
          <small className={styles.cut}>
            <SubTitle chatId={chatId} what={what} />
          </small>
          <span className="vh">{t.chat.info}</span>
        </span>
      </button>
      <Part chatId={chatId} />
      {phone && several && <SwitchButton compact />}
      {!phone && (
        <IconButton label={t.chat.info} aria-expanded={infoOpen} onClick={onInfo}>
          <Icon24InfoCircleOutline />
        </IconButton>
      )}
    </header>
  )
}

/** The way back on a phone, with what is unread elsewhere. */
export function BackToList() {
  const unread = useMessenger((state) => unreadChats(state))
  return (
    <AppLink href="/im" className={styles.back} aria-label={t.chat.toList(unread)}>
      <Icon28ChevronLeftOutline />
      <Badge count={unread} quiet />
    </AppLink>
  )
}

function SubTitle({ chatId, what }: { chatId: string; what: string }) {
  const offline = useLateOffline()
  const typing = useTyping(chatId)
  if (offline) return t.offline.header
  return typing === null ? what : <Typing>{typing}</Typing>
}

/** Members of a group, readers of a channel. */
function useWhat(chatId: string): string {
  const chat = useMessenger(({ sync }) => sync.chats[chatId]?.chat)
  if (chat === undefined) return ''
  if (chat.kind === 'direct') return t.chat.direct
  if (chat.kind === 'favourites') return t.list.favouritesHint
  if (chat.kind === 'channel') return t.chat.subscribers[chat.channelClass ?? 'everyone']
  return t.chat.members(chat.membersCount)
}

function useTyping(chatId: string): string | null {
  return useMessenger(({ sync }) => {
    const slice = sync.chats[chatId]
    const ids = Object.keys(slice?.typing ?? {})
    if (slice === undefined || ids.length === 0) return null
    if (needsNoNames(slice)) return t.list.typing
    if (ids.length > 1) return t.list.typingMany(ids.length)
    return `${nameOf(sync.cards[ids[0]!], fallbackNames).name} ${t.list.typing}`
  })
}
