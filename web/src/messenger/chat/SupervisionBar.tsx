import { Icon20ViewOutline } from '@vkontakte/icons'
import { useShallow } from 'zustand/react/shallow'
import { useMessenger } from '../boot/engine-context.ts'
import { fallbackNames } from '../boot/names.ts'
import { nameOf } from '../view/people.ts'
import { seenBy } from '../view/supervision.ts'
import styles from './chat.module.css'

/** Says to everybody in a dialogue who sees it beside the two (P-07). */
export function SupervisionBar({ chatId }: { chatId: string }) {
  const supervision = useMessenger(({ sync }) => sync.chats[chatId]?.chat.supervision ?? null)
  const names = useMessenger(
    useShallow(({ sync }) => supervision?.observerIds.map((id) => nameOf(sync.cards[id], fallbackNames).name) ?? []),
  )
  if (supervision === null) return null
  return (
    <p className={styles.supervision} role="note">
      <Icon20ViewOutline aria-hidden="true" />
      <span>{seenBy(supervision, names)}</span>
    </p>
  )
}
