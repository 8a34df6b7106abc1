import { quotaLevel } from '#contract/communities/quotas.limits.ts'
import type { Quotas } from '#contract/communities/quotas.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Meters } from './Meters.tsx'
import styles from './QuotasCard.module.css'
import { t } from './quotas.texts.ts'

/** Warns the administrators from four fifths of a quota on, with what it means and who can change it (ORG-19). */
export function QuotasCard({ quotas }: { quotas: Quotas }) {
  const [storage, sms] = [quotaLevel(quotas.storage), quotaLevel(quotas.sms)]
  if (storage === 'free' && sms === 'free') return null
  const isFull = storage === 'full' || sms === 'full'
  return (
    <Card className={styles.card} title={isFull ? t.warning.full : t.warning.title}>
      <Meters quotas={quotas} />
      <div className={styles.text}>
        {storage !== 'free' && <p>{t.warning.storage}</p>}
        {sms !== 'free' && <p>{t.warning.sms}</p>}
        <p>{t.warning.who}</p>
      </div>
    </Card>
  )
}
