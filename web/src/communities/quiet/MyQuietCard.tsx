import { Button, Checkbox } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { getQuiet, type MyQuiet, type QuietWish, setQuiet } from '#contract/communities/quiet.ts'
import { quietEnd } from '#contract/communities/quiet-now.ts'
import { day, time } from '#web/kit/i18n/dates.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './my-quiet.texts.ts'
import { HoursField, WeekdaysField } from './QuietFields.tsx'
import styles from './quiet.module.css'

const MY_HOURS = { from: '08:00', to: '22:00' }

/** «Тихое время» of a person: what his organisations have set, and what he wishes himself (P-04, ACC-06). */
export function MyQuietCard() {
  const query = useApi(getQuiet, {})
  return (
    <Card title={t.title} sub={t.sub}>
      {query.data !== undefined ? (
        <div className={styles.fields}>
          <NowList quiet={query.data} />
          <WishForm key={query.data.wish.version} quiet={query.data} />
        </div>
      ) : query.error === null ? (
        <RowsSkeleton rows={2} label={t.loading} />
      ) : (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
    </Card>
  )
}

function NowList({ quiet }: { quiet: MyQuiet }) {
  const own = quietEnd(quiet.own, Date.now())
  const rows = [
    ...quiet.communities.map((each) => ({ ...each, until: quietEnd(each.quiet, Date.now()) })),
    ...(own === null ? [] : [{ communityId: 'own', name: t.own, until: own }]),
  ]
  if (rows.length === 0) return null
  return (
    <ul className={styles.now}>
      {rows.map(({ communityId, name, until }) => (
        <li key={communityId}>
          <b>{name}</b>
          <small>{until === null ? t.sounds : t.quiet(t.at(day(until), time(until)))}</small>
        </li>
      ))}
    </ul>
  )
}

function WishForm({ quiet }: { quiet: MyQuiet }) {
  const [wish, setWish] = useState(quiet.wish)
  const save = useCommand(setQuiet, { refreshes: [getQuiet], onSuccess: () => showToast(t.saved) })
  const change = (part: Partial<QuietWish>) => {
    setWish({ ...wish, ...part })
    save.reset()
  }
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ ...wish, timeZone })
  }
  return (
    <form className={styles.fields} onSubmit={submit}>
      <Checkbox
        noPadding
        checked={wish.follows}
        disabled={!quiet.mayIgnore}
        description={quiet.mayIgnore ? t.followsNote : t.followsAlways}
        onChange={({ target }) => change({ follows: target.checked })}
      >
        {t.follows}
      </Checkbox>
      <Checkbox
        noPadding
        checked={wish.hours !== null}
        description={t.zone(timeZone)}
        onChange={({ target }) => change({ hours: target.checked ? MY_HOURS : null })}
      >
        {t.hasHours}
      </Checkbox>
      {wish.hours !== null && <HoursField label={t.hours} value={wish.hours} onChange={(hours) => change({ hours })} />}
      <WeekdaysField
        label={t.rest}
        note={t.restNote}
        value={wish.restDays}
        onChange={(restDays) => change({ restDays })}
      />
      <div className={styles.save}>
        <Button size="m" mode="secondary" type="submit" loading={save.isPending}>
          {t.save}
        </Button>
        <ErrorLine error={save.error} />
      </div>
    </form>
  )
}
