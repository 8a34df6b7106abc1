import { type FormEvent, useState } from 'react'
import { type SmsInvitations, sendChatLink } from '#contract/messenger/chat-links.ts'
import { newKey } from '#web/kit/api/api.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import styles from './invitations.module.css'
import { t } from './invitations.texts.ts'

/** Sends the link to a number, with how many SMS have left today (CHT-05). */
export function SmsForm({ chatId, sms, onSent }: { chatId: string; sms: SmsInvitations; onSent: () => void }) {
  const [phone, setPhone] = useState('')
  const [id, setId] = useState(newKey)
  const input = usePhoneInput(phone, setPhone)
  const send = useEngineCommand(sendChatLink, () => {
    showToast(t.sent)
    setPhone('')
    setId(newKey())
    onSent()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (phone.trim() !== '') send.mutate({ id, chatId, phone })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <h3>{t.sms}</h3>
      <label className={styles.field}>
        {t.phone}
        <input {...input} />
      </label>
      <p className={styles.note}>{t.smsText}</p>
      <p className={styles.note}>{t.counts(sms.own, sms.ownMax, sms.ofChat, sms.ofChatMax)}</p>
      <Refusal error={send.error} />
      <MainButton type="submit" mode="soft" disabled={send.isPending || phone.trim() === ''} title={t.send}>
        {t.send}
      </MainButton>
    </form>
  )
}
