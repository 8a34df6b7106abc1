import { Icon24FolderOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { late } from '#web/kit/ui/late.tsx'
import styles from './info.module.css'
import { info } from './info.texts.ts'

const AttachedSheet = late(async () => (await import('../attached/AttachedSheet.tsx')).AttachedSheet, { pressed: true })

/** The way to everything that was sent in a chat (MSG-18). */
export function Attached({ chatId }: { chatId: string }) {
  const [open, setOpen] = useState(false)
  return (
    <div className={styles.group}>
      <button type="button" className={styles.cell} onClick={() => setOpen(true)}>
        <Icon24FolderOutline />
        {info.attached}
      </button>
      {open && <AttachedSheet chatId={chatId} onClose={() => setOpen(false)} />}
    </div>
  )
}
