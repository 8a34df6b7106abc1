import { type QuotaLevel, quotaLevel } from '#contract/communities/quotas.limits.ts'
import type { Quotas } from '#contract/communities/quotas.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { fileSize, share } from '#web/kit/i18n/sizes.ts'
import { Bar, Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import styles from './Meters.module.css'
import { t } from './quotas.texts.ts'

const TONES: Readonly<Record<Exclude<QuotaLevel, 'free'>, Tone>> = { near: 'warn', short: 'danger', full: 'danger' }

/** How much of its files and SMS an organisation has used (ORG-19). */
export function Meters({ quotas: { storage, sms } }: { quotas: Quotas }) {
  return (
    <div className={styles.meters}>
      <Meter name={t.storage} quota={storage} show={fileSize} />
      <Meter name={t.sms} quota={sms} show={number} />
    </div>
  )
}

interface MeterProps {
  name: string
  quota: Quotas['storage']
  show: (value: number) => string
}

function Meter({ name, quota, show }: MeterProps) {
  const { used, max } = quota
  const level = quotaLevel(quota)
  const percent = max === 0 ? 100 : Math.min(100, (used / max) * 100)
  return (
    <div className={styles.meter}>
      <div className={styles.head}>
        <span>
          {name}: <small className="num">{t.used(show(used), show(max))}</small>
        </span>
        {level !== 'free' && <Chip tone={TONES[level]}>{t.levels[level]}</Chip>}
      </div>
      <Bar value={percent} label={t.bar(name, share(percent, 100))} />
    </div>
  )
}
