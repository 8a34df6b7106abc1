import { Icon20Cancel } from '@vkontakte/icons'
import { Button, IconButton, Input } from '@vkontakte/vkui'
import { HOLIDAY_NAME_MAX, HOLIDAYS_MAX } from '#contract/communities/quiet.limits.ts'
import type { QuietRules } from '#contract/communities/quiet.ts'
import { dayKey } from '#web/kit/i18n/dates.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Labelled } from './Labelled.tsx'
import styles from './quiet.module.css'
import { t } from './quiet.texts.ts'

type Holiday = QuietRules['holidays'][number]

interface HolidaysCardProps {
  holidays: readonly Holiday[]
  onChange: (holidays: Holiday[]) => void
}

/** Holidays, each with its first and its last day. */
export function HolidaysCard({ holidays, onChange }: HolidaysCardProps) {
  const change = (at: number, part: Partial<Holiday>) =>
    onChange(holidays.map((holiday, index) => (index === at ? { ...holiday, ...part } : holiday)))
  const add = () => {
    const today = dayKey(Date.now())
    onChange([...holidays, { name: '', from: today, to: today }])
  }
  return (
    <Card title={t.holidays.title} sub={t.holidays.sub}>
      {holidays.length === 0 && <p className={styles.empty}>{t.holidays.none}</p>}
      <ul className={styles.rows}>
        {holidays.map((holiday, at) => {
          const name = holiday.name || t.holidays.fresh
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a new one has no name yet, and two may be called alike.
            <li key={at} className={styles.holiday}>
              <Labelled label={t.holidays.name}>
                {(id) => (
                  <Input
                    id={id}
                    placeholder={t.holidays.name}
                    maxLength={HOLIDAY_NAME_MAX}
                    value={holiday.name}
                    onChange={({ target }) => change(at, { name: target.value })}
                  />
                )}
              </Labelled>
              <Labelled label={t.holidays.from(name)}>
                {(id) => (
                  <Input
                    id={id}
                    type="date"
                    value={holiday.from}
                    onChange={({ target: { value } }) =>
                      value !== '' && change(at, { from: value, to: value > holiday.to ? value : holiday.to })
                    }
                  />
                )}
              </Labelled>
              <span aria-hidden="true">–</span>
              <Labelled label={t.holidays.to(name)}>
                {(id) => (
                  <Input
                    id={id}
                    type="date"
                    min={holiday.from}
                    value={holiday.to}
                    onChange={({ target }) => target.value !== '' && change(at, { to: target.value })}
                  />
                )}
              </Labelled>
              <IconButton
                label={t.holidays.remove(name)}
                onClick={() => onChange(holidays.filter((_, index) => index !== at))}
              >
                <Icon20Cancel />
              </IconButton>
            </li>
          )
        })}
      </ul>
      {holidays.length >= HOLIDAYS_MAX ? (
        <p className={styles.note}>{t.holidays.full}</p>
      ) : (
        <Button size="m" mode="secondary" onClick={add}>
          {t.holidays.add}
        </Button>
      )}
    </Card>
  )
}
