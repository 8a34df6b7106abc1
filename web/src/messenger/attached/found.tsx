import { Icon20ChevronRightOutline } from '@vkontakte/icons'
import type { Message } from '#contract/messenger/chats.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { t } from '../attachments/attachments.texts.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { useChatTitle, useName } from '../boot/names.ts'
import { IconButton } from '../parts/Parts.tsx'
import styles from './attached.module.css'
import type { What } from './use-attached.ts'

/** What was found in a drawer, and the way from it to the chat. */
export interface FoundProps {
  messages: readonly Message[]
  what: What
  onGo: (seq: number) => void
}

/** Who sent it and when, with the way to the message. */
export function Sent({ message, onGo }: { message: Message; onGo: FoundProps['onGo'] }) {
  const person = useName(message.senderId)
  const title = useChatTitle(message.chatId)
  // A post of a channel speaks in the name of the organisation.
  const { name, verified } = useMessenger(({ sync }) => sync.chats[message.chatId]?.chat.kind === 'channel')
    ? title
    : person
  return (
    <div className={styles.sent}>
      <small>
        {name} {verified && <VerifiedMark />} · <When at={message.at} />
      </small>
      <IconButton label={t.go} onClick={() => onGo(message.seq)}>
        <Icon20ChevronRightOutline />
      </IconButton>
    </div>
  )
}
