import { useState } from 'react'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { MainButton } from '../parts/Parts.tsx'
import styles from './invitations.module.css'
import { t } from './invitations.texts.ts'
import { JoinRequestsDialog } from './JoinRequestsDialog.tsx'

/** Above the messages, for whoever leads the chat: how many ask to come in (CHT-06). */
export function JoinRequestsBar({ slice: { chat, mine } }: { slice: ChatSlice }) {
  const [open, setOpen] = useState(false)
  if (mine.joinRequests === 0 && !open) return null
  return (
    <div className={styles.bar} role="note">
      <span>{t.requests(mine.joinRequests)}</span>
      <MainButton mode="soft" onClick={() => setOpen(true)}>
        {t.look}
      </MainButton>
      {open && <JoinRequestsDialog chatId={chat.id} count={mine.joinRequests} onClose={() => setOpen(false)} />}
    </div>
  )
}
