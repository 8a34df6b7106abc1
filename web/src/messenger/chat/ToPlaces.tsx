import { Icon24ChevronDown } from '@vkontakte/icons'
import { mentionsOf, unreadOf } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { t } from '../messenger.texts.ts'
import { Badge } from '../parts/Parts.tsx'
import styles from './chat.module.css'

interface ToPlacesProps {
  slice: ChatSlice
  isAtEnd: boolean
  onJump: (seq: number) => void
  onEnd: () => void
}

/** Ways to where the reader may want to be: the next message that names him, and the end. */
export function ToPlaces({ slice, isAtEnd, onJump, onEnd }: ToPlacesProps) {
  return (
    <>
      <ToMention slice={slice} onJump={onJump} />
      {!isAtEnd && <ToEnd slice={slice} onClick={onEnd} />}
    </>
  )
}

function ToEnd({ slice, onClick }: { slice: ChatSlice; onClick: () => void }) {
  const unread = useMessenger(({ sync, readHere }) => unreadOf(slice, sync.profileId, readHere[slice.chat.id]))
  return (
    <button type="button" className={styles.toEnd} aria-label={t.chat.toEnd(unread)} onClick={onClick}>
      <Icon24ChevronDown aria-hidden="true" />
      <Badge count={unread} />
    </button>
  )
}

/** Leads to the next unread message that names the reader; not there while none does. */
function ToMention({ slice, onJump }: { slice: ChatSlice; onJump: (seq: number) => void }) {
  const next = useMessenger(({ readHere }) => mentionsOf(slice, readHere[slice.chat.id])[0])
  const count = useMessenger(({ readHere }) => mentionsOf(slice, readHere[slice.chat.id]).length)
  if (next === undefined) return null
  return (
    <button
      type="button"
      className={`${styles.toEnd} ${styles.toMention}`}
      aria-label={t.chat.toMention(count)}
      title={t.chat.toMention(count)}
      onClick={() => onJump(next)}
    >
      <b aria-hidden="true">@</b>
      <span aria-hidden="true" className={styles.mentions}>
        {count}
      </span>
    </button>
  )
}
