import { useId, useState } from 'react'
import { HALLS_MAX } from '#contract/calls/calls.limits.ts'
import { arrangeHalls, type Halls, listEarlierHalls, reuseHalls } from '#contract/calls/halls.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import panel from '../panel/panel.module.css'
import type { CallSession } from '../session/call-session.ts'
import styles from './halls.module.css'
import { t } from './halls.texts.ts'

const FIRST_COUNT = 4
const WAYS = ['lot', 'hand', 'free'] as const
type Way = (typeof WAYS)[number] | 'earlier'

/** How many halls, and how people come into them (HALL-01, HALL-02). */
export function MakeHalls({ session }: { session: CallSession }) {
  const [count, setCount] = useState(String(FIRST_COUNT))
  const [way, setWay] = useState<Way>('lot')
  const [from, setFrom] = useState<string | null>(null)
  const earlier = useApi(listEarlierHalls, session.place).data?.earlier ?? []
  const take = { onSuccess: (output: { halls: Halls }) => session.takeHalls(output.halls) }
  const arrange = useCommand(arrangeHalls, take)
  const reuse = useCommand(reuseHalls, take)
  const number = Math.round(Number(count))
  const isGood = way === 'earlier' || (number >= 1 && number <= HALLS_MAX)
  const make = () => {
    const place = { ...session.place, version: 0 }
    const fromCallId = from ?? earlier[0]?.callId
    if (way === 'earlier' && fromCallId !== undefined) return reuse.mutate({ ...place, fromCallId })
    const halls = Array.from({ length: number }, (_, i) => ({ id: newKey(), name: t.numbered(i + 1), profileIds: [] }))
    arrange.mutate({ ...place, free: way === 'free', halls, lot: way === 'lot' })
  }
  const busy = arrange.isPending || reuse.isPending
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isGood && !busy) make()
      }}
    >
      <p className={styles.about}>{t.about}</p>
      <Ways way={way} onChoose={setWay} withEarlier={earlier.length > 0} />
      {way === 'earlier' ? (
        <EarlierField earlier={earlier} chosen={from} onChoose={setFrom} />
      ) : (
        <CountField count={count} onChange={setCount} />
      )}
      <ErrorLine error={arrange.error ?? reuse.error} />
      <button type="submit" className={styles.go} aria-busy={busy || undefined}>
        {t.make}
      </button>
    </form>
  )
}

type Earlier = OutputOf<typeof listEarlierHalls>['earlier']

function Ways({ way, onChoose, withEarlier }: { way: Way; onChoose: (way: Way) => void; withEarlier: boolean }) {
  const name = useId()
  return (
    <fieldset className={panel.choices}>
      <legend>{t.how}</legend>
      {[...WAYS, ...(withEarlier ? (['earlier'] as const) : [])].map((each) => (
        <label key={each} data-on={way === each || undefined}>
          <input type="radio" name={name} checked={way === each} onChange={() => onChoose(each)} />
          {t[each]}
        </label>
      ))}
    </fieldset>
  )
}

function CountField({ count, onChange }: { count: string; onChange: (count: string) => void }) {
  return (
    <label className={styles.field}>
      <span>{t.count}</span>
      <input
        type="number"
        required
        inputMode="numeric"
        min={1}
        max={HALLS_MAX}
        value={count}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

interface EarlierFieldProps {
  earlier: Earlier
  chosen: string | null
  onChoose: (callId: string) => void
}

function EarlierField({ earlier, chosen, onChoose }: EarlierFieldProps) {
  const name = useId()
  return (
    <div className={panel.choices} role="radiogroup" aria-label={t.earlier}>
      {earlier.map(({ callId, startedAt, names, people }, i) => {
        const on = chosen === null ? i === 0 : chosen === callId
        return (
          <label key={callId} data-on={on || undefined}>
            <input type="radio" name={name} checked={on} onChange={() => onChoose(callId)} />
            <span>
              <When at={startedAt} />
              <small>{names.join(', ')}</small>
              <small>{t.participants(people)}</small>
            </span>
          </label>
        )
      })}
    </div>
  )
}
