import { Icon16Done } from '@vkontakte/icons'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useChatTitle } from '../boot/names.ts'
import styles from '../newchat/newchat.module.css'
import { ChatPicture } from './Picture.tsx'

interface ChatChoiceProps {
  chatId: string
  chosen: boolean
  onToggle: (chatId: string) => void
}

/** One chat of a list from which several are chosen. */
export function ChatChoice({ chatId, chosen, onToggle }: ChatChoiceProps) {
  const { name, verified } = useChatTitle(chatId)
  return (
    <li>
      <button type="button" className={styles.contact} aria-pressed={chosen} onClick={() => onToggle(chatId)}>
        <ChatPicture chatId={chatId} size={40} />
        <span className={styles.text}>
          <b>
            <span>{name}</span>
            {verified && <VerifiedMark />}
          </b>
        </span>
        <span className={styles.check} aria-hidden="true">
          {chosen && <Icon16Done />}
        </span>
      </button>
    </li>
  )
}
