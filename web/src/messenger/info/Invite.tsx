import { Icon24LinkedOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { late } from '#web/kit/ui/late.tsx'
import styles from './info.module.css'
import { info } from './info.texts.ts'

const InviteDialog = late(async () => (await import('../invitations/InviteDialog.tsx')).InviteDialog, { pressed: true })

/** The way to the invitation link of a group (CHT-06). */
export function Invite({ chatId }: { chatId: string }) {
  const [open, setOpen] = useState(false)
  return (
    <div className={styles.group}>
      <button type="button" className={styles.cell} onClick={() => setOpen(true)}>
        <Icon24LinkedOutline />
        {info.invite}
      </button>
      {open && <InviteDialog chatId={chatId} onClose={() => setOpen(false)} />}
    </div>
  )
}
