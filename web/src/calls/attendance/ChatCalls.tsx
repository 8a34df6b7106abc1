import { Icon24CalendarOutline, Icon24PhoneOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { late } from '#web/kit/ui/late.tsx'
import { useMessenger } from '#web/messenger/index.ts'
import { t as plannedTexts } from '../planned/planned.texts.ts'
import styles from './attendance.module.css'
import { t } from './attendance.texts.ts'

const CallsDialog = late(async () => (await import('./CallsDialog.tsx')).CallsDialog, { pressed: true })
const PlannedDialog = late(async () => (await import('../planned/PlannedDialog.tsx')).PlannedDialog, { pressed: true })

/** The way from the information of a chat to what is planned there, and to the calls that the reader has led there. */
export function ChatCalls({ chatId }: { chatId: string }) {
  const kind = useMessenger(({ sync }) => sync.chats[chatId]?.chat.kind)
  const [open, setOpen] = useState(false)
  const [plans, setPlans] = useState(false)
  if (kind !== 'direct' && kind !== 'group') return null
  return (
    <div className={styles.group}>
      <button type="button" className={styles.cell} onClick={() => setOpen(true)}>
        <Icon24PhoneOutline />
        {t.calls}
      </button>
      <button type="button" className={styles.cell} onClick={() => setPlans(true)}>
        <Icon24CalendarOutline />
        {plannedTexts.cell}
      </button>
      {plans && <PlannedDialog chatId={chatId} onClose={() => setPlans(false)} />}
      {open && <CallsDialog chatId={chatId} onClose={() => setOpen(false)} />}
    </div>
  )
}
