import { Icon20ViewOutline } from '@vkontakte/icons'
import { useShallow } from 'zustand/react/shallow'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { fallbackNames } from '../boot/names.ts'
import { nameOf } from '../view/people.ts'
import { ruleAbove } from '../view/supervision.ts'
import styles from './chat.module.css'

/** Says to everybody in a dialogue which rule holds for it, and who sees it beside the two (P-07). */
export function SupervisionBar({ slice }: { slice: ChatSlice }) {
  const { supervision } = slice.chat
  const names = useMessenger(
    useShallow(({ sync }) => supervision?.observerIds.map((id) => nameOf(sync.cards[id], fallbackNames).name) ?? []),
  )
  const rule = ruleAbove(slice, names)
  if (rule === null) return null
  return (
    <p className={styles.supervision} role="note">
      {supervision !== null && <Icon20ViewOutline aria-hidden="true" />}
      <span>{rule}</span>
    </p>
  )
}
