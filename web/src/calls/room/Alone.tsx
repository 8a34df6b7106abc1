import { Icon20CopyOutline } from '@vkontakte/icons'
import { useStore } from 'zustand'
import { t } from '../calls.texts.ts'
import type { CallSession } from '../session/call-session.ts'
import { copyLink } from './copy-link.ts'
import styles from './room.module.css'

/** Nobody else has come yet: how they will. While the others sit in their halls nobody is missing. */
export function Alone({ session }: { session: CallSession }) {
  const halls = useStore(session.store, (state) => state.halls)
  if (halls?.openSince != null) return null
  return (
    <aside className={styles.alone}>
      <h2>{t.room.alone}</h2>
      <p>{t.room.aloneText}</p>
      <button type="button" onClick={() => void copyLink(session.chatId)}>
        <Icon20CopyOutline aria-hidden="true" />
        {t.room.copy}
      </button>
    </aside>
  )
}
