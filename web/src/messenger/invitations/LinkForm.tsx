import { type FormEvent, useState } from 'react'
import type { InputOf } from '#contract/kit/operation.ts'
import { CHAT_LINK_DAYS } from '#contract/messenger/chat-links.limits.ts'
import type { makeChatLink } from '#contract/messenger/chat-links.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import styles from './invitations.module.css'
import { t } from './invitations.texts.ts'

const USES = [1, 10, 30, 100, 1_000] as const
const DAYS_FIRST = 7

type Wanted = Omit<InputOf<typeof makeChatLink>, 'chatId'>

interface LinkFormProps {
  /** Whether another link stops working by it. */
  replaces: boolean
  busy: boolean
  error: unknown
  onMake: (wanted: Wanted) => void
  onBack: () => void
}

/** For how long, for how many and how the next link of a chat works. */
export function LinkForm({ replaces, busy, error, onMake, onBack }: LinkFormProps) {
  const [days, setDays] = useState<Wanted['days']>(DAYS_FIRST)
  const [usesMax, setUsesMax] = useState<number | null>(null)
  const [approval, setApproval] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onMake({ days, usesMax, approval })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{replaces ? t.replaceText : t.none}</p>
      <label className={styles.field}>
        {t.life}
        <select
          value={days}
          onChange={(event) =>
            setDays(CHAT_LINK_DAYS.find((each) => String(each) === event.target.value) ?? DAYS_FIRST)
          }
        >
          {CHAT_LINK_DAYS.map((each) => (
            <option key={each} value={each}>
              {t.lifeOf(each)}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        {t.uses}
        <select
          value={usesMax ?? ''}
          onChange={(event) => setUsesMax(event.target.value === '' ? null : Number(event.target.value))}
        >
          <option value="">{t.usesAny}</option>
          {USES.map((each) => (
            <option key={each} value={each}>
              {t.usesOf(each)}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.check}>
        <input type="checkbox" checked={approval} onChange={(event) => setApproval(event.target.checked)} />
        <span>{t.approval}</span>
      </label>
      <Refusal error={error} />
      <div className={styles.buttons}>
        <MainButton type="submit" disabled={busy}>
          {t.make}
        </MainButton>
        {replaces && (
          <MainButton mode="soft" onClick={onBack}>
            {t.back}
          </MainButton>
        )}
      </div>
    </form>
  )
}
