import { Button } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { getQuiet, getQuietRules, type QuietRules, setQuietRules } from '#contract/communities/quiet.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Denied, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { HolidaysCard } from './HolidaysCard.tsx'
import { LessonsCard } from './LessonsCard.tsx'
import { HoursField, WeekdaysField } from './QuietFields.tsx'
import styles from './quiet.module.css'
import { t } from './quiet.texts.ts'
import { UrgentCard } from './UrgentCard.tsx'

/** «Тихое время»: when the messages of an organisation may sound (P-04). */
export function QuietPage() {
  const { can, community } = useCommunity()
  return (
    <>
      <PageHead title={t.title} />
      {can.manageDialogueRules ? (
        <>
          <Rules communityId={community.communityId} hasFamilies={community.type !== 'authority'} />
          <UrgentCard communityId={community.communityId} />
        </>
      ) : (
        <Card flush>
          <Denied {...t.denied} />
        </Card>
      )}
    </>
  )
}

function Rules({ communityId, hasFamilies }: { communityId: string; hasFamilies: boolean }) {
  const query = useApi(getQuietRules, { communityId })
  if (query.data !== undefined)
    return <RulesForm key={query.data.version} rules={query.data} hasFamilies={hasFamilies} />
  if (query.error === null) return <RowsSkeleton rows={4} label={t.loading} />
  return <Failed error={query.error} onRetry={() => void query.refetch()} />
}

function RulesForm({ rules, hasFamilies }: { rules: QuietRules; hasFamilies: boolean }) {
  const [chosen, setChosen] = useState(rules)
  const save = useCommand(setQuietRules, {
    refreshes: [getQuietRules, getQuiet],
    onSuccess: () => showToast(t.saved),
  })
  const change = (part: Partial<QuietRules>) => {
    setChosen({ ...chosen, ...part })
    save.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(chosen)
  }
  return (
    <form className={styles.page} onSubmit={submit} noValidate>
      <p className={styles.note}>{t.note}</p>
      <Card title={t.hours}>
        <div className={styles.fields}>
          <HoursField label={t.staff} value={chosen.staffHours} onChange={(staffHours) => change({ staffHours })} />
          {hasFamilies && (
            <HoursField
              label={t.families}
              value={chosen.familyHours}
              onChange={(familyHours) => change({ familyHours })}
            />
          )}
          <WeekdaysField
            label={t.rest}
            note={t.restNote}
            value={chosen.restDays}
            onChange={(restDays) => change({ restDays })}
          />
        </div>
      </Card>
      {hasFamilies && <LessonsCard lessons={chosen.lessons} onChange={(lessons) => change({ lessons })} />}
      <HolidaysCard holidays={chosen.holidays} onChange={(holidays) => change({ holidays })} />
      <div className={styles.save}>
        <Button size="l" type="submit" loading={save.isPending}>
          {t.save}
        </Button>
        <ErrorLine error={save.error} />
      </div>
    </form>
  )
}
