import { explain } from '#web/kit/errors/explain.ts'
import { useChatTitle } from '../boot/names.ts'
import styles from '../newchat/newchat.module.css'
import { forwardTexts as t } from './forward.texts.ts'

/** Which chats have not taken what was forwarded, and why. */
export function Refusals({ refused }: { refused: ReadonlyMap<string, unknown> }) {
  if (refused.size === 0) return null
  return (
    <div className={styles.refusal} role="alert">
      {t.refused}
      <ul>
        {[...refused].map(([chatId, error]) => (
          <Refused key={chatId} chatId={chatId} error={error} />
        ))}
      </ul>
    </div>
  )
}

function Refused({ chatId, error }: { chatId: string; error: unknown }) {
  const { name } = useChatTitle(chatId)
  return (
    <li>
      <b>{name}.</b> {explain(error).sentence}
    </li>
  )
}
