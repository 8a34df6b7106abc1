import { Icon20ChevronLeftOutline, Icon20ChevronRightOutline } from '@vkontakte/icons'
import { Button, IconButton, Input } from '@vkontakte/vkui'
import { useState } from 'react'
import { ABSENCES_ACCEPTED_MAX } from '#contract/communities/absences.limits.ts'
import { acceptAbsences, listAbsences, type ToldAbsence } from '#contract/communities/absences.ts'
import { fullName } from '#contract/identity/names.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { absenceErrors } from '#web/kit/errors/pages/absences.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Person } from '#web/kit/ui/Person.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import styles from './absences.module.css'
import { t } from './absences.texts.ts'
import { dayAfter, daysText, dayText, todayIn } from './days.ts'
import { PaperLink } from './PaperLink.tsx'

learnSentences(absenceErrors)

type Listed = OutputOf<typeof listAbsences>

/** What the leader of classes reads: what is new, and who is absent on a day, class by class (MSG-23). */
export function ToldAbsencesPage() {
  const { community } = useCommunity()
  const { communityId, timeZone } = community
  const today = todayIn(timeZone)
  const [day, setDay] = useState(today)
  const list = useApi(listAbsences, { communityId, day }, { keep: true })
  return (
    <>
      <PageHead title={t.title} sub={t.sub} />
      {list.data !== undefined ? (
        <div className={styles.page}>
          <Fresh fresh={list.data.fresh} today={today} />
          <DayChoice day={day} today={today} onChoose={setDay} />
          <OnDay list={list.data} today={today} />
        </div>
      ) : list.error !== null ? (
        <Failed error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <RowsSkeleton rows={4} label={t.loading} />
      )}
    </>
  )
}

/** What nobody has accepted, whatever its days. */
function Fresh({ fresh, today }: { fresh: readonly ToldAbsence[]; today: string }) {
  const { community } = useCommunity()
  const accept = useCommand(acceptAbsences, {
    refreshes: [listAbsences],
    onSuccess: ({ accepted }) => showToast(t.list.accepted(accepted)),
  })
  const send = (read: readonly ToldAbsence[]) =>
    accept.mutate({
      communityId: community.communityId,
      absences: read.slice(0, ABSENCES_ACCEPTED_MAX).map(({ id, version }) => ({ id, version })),
    })
  if (fresh.length === 0) {
    return (
      <Card title={t.list.fresh}>
        <p className={styles.quiet}>{t.list.freshNone}</p>
      </Card>
    )
  }
  return (
    <Card title={t.list.fresh} sub={t.list.freshSub}>
      <ul className={styles.rows}>
        {fresh.map((each) => (
          <li key={each.id}>
            <Told absence={each} today={today} withDays />
            <Button
              size="m"
              mode="secondary"
              aria-label={t.list.acceptOf(fullName(each))}
              disabled={accept.isPending}
              aria-busy={accept.isPending}
              onClick={() => send([each])}
            >
              {t.list.accept}
            </Button>
          </li>
        ))}
      </ul>
      <ErrorLine error={accept.error} />
      {fresh.length > 1 && (
        <div className={styles.all}>
          <Button size="l" loading={accept.isPending} onClick={() => send(fresh)}>
            {t.list.acceptAll(Math.min(fresh.length, ABSENCES_ACCEPTED_MAX))}
          </Button>
        </div>
      )}
    </Card>
  )
}

interface DayChoiceProps {
  day: string
  today: string
  onChoose: (day: string) => void
}

function DayChoice({ day, today, onChoose }: DayChoiceProps) {
  return (
    <div className={styles.choice}>
      <IconButton label={t.list.previous} onClick={() => onChoose(dayAfter(day, -1))}>
        <Icon20ChevronLeftOutline />
      </IconButton>
      <label htmlFor="absences-day" className="vh">
        {t.list.day}
      </label>
      <Input
        id="absences-day"
        className={styles.day}
        type="date"
        value={day}
        onChange={({ target }) => target.value !== '' && onChoose(target.value)}
      />
      <IconButton label={t.list.next} onClick={() => onChoose(dayAfter(day, 1))}>
        <Icon20ChevronRightOutline />
      </IconButton>
      <h2 aria-live="polite">{dayText(day, today)}</h2>
    </div>
  )
}

/** The classes of the reader, each with who is absent. */
function OnDay({ list, today }: { list: Listed; today: string }) {
  return list.units.map(({ unitId, unitName }) => {
    const here = list.absences.filter((each) => each.unitId === unitId)
    const count = here.filter(({ withdrawnAt }) => withdrawnAt === null).length
    return (
      <Card key={unitId} title={unitName} sub={count === 0 ? undefined : t.list.count(count)}>
        {here.length === 0 ? (
          <p className={styles.quiet}>{t.list.nobody}</p>
        ) : (
          <ul className={styles.rows}>
            {here.map((each) => (
              <li key={each.id}>
                <Told absence={each} today={today} />
                <Chip tone={each.accepted === null ? 'warn' : 'plain'}>
                  {each.accepted === null ? t.list.waits : t.list.yours}
                </Chip>
              </li>
            ))}
          </ul>
        )}
      </Card>
    )
  })
}

/** Under the name: whose it is where children have no accounts, and the class where several stand in one list. */
function noteOf({ parentNamed, unitName }: ToldAbsence, withDays: boolean): string | undefined {
  const parts = [...(parentNamed ? [t.list.childOf] : []), ...(withDays ? [unitName] : [])]
  return parts.length === 0 ? undefined : parts.join(' · ')
}

/** Who is absent, on which days, why, and who says so. */
function Told({ absence, today, withDays = false }: { absence: ToldAbsence; today: string; withDays?: boolean }) {
  const { community } = useCommunity()
  const { from, to, reason, note, toldBy, toldAt, changedAt, withdrawnAt } = absence
  const isLong = from !== to
  return (
    <div className={styles.words}>
      <Person id={absence.childProfileId} person={absence} size={40} note={noteOf(absence, withDays)} />
      <span className={styles.chips}>
        {(withDays || isLong) && <b>{daysText({ from, to }, today)}</b>}
        <Chip>{t.reasons[reason]}</Chip>
        {withdrawnAt !== null ? (
          <Chip tone="accent">{t.list.withdrawn}</Chip>
        ) : (
          changedAt !== null && <Chip tone="accent">{t.list.changed}</Chip>
        )}
      </span>
      {note !== '' && <p>{note}</p>}
      {absence.paper !== null && <PaperLink paper={absence.paper} />}
      <small>
        {t.list.told(toldBy)}
        <When at={withdrawnAt ?? changedAt ?? toldAt} timeZone={community.timeZone} />
      </small>
    </div>
  )
}
