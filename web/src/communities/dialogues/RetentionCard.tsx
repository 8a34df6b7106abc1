import { Button, FormItem, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { getRetention, type Retention, setRetention } from '#contract/communities/retention.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './dialogues.module.css'
import { t } from './dialogues.texts.ts'

/** What the page offers, in months; an organisation may have chosen another number by the API. */
const OFFERED = [1, 3, 6, 12, 36, 60]
const FOR_EVER = ''

/** How long messages of deleted accounts stay in the chats of the organisation (IDN-24). */
export function RetentionCard({ communityId }: { communityId: string }) {
  const query = useApi(getRetention, { communityId })
  return (
    <Card title={t.retention.title} sub={t.retention.sub} className={styles.limit}>
      {query.data !== undefined ? (
        <RetentionForm key={query.data.version} rule={query.data} />
      ) : query.error === null ? (
        <RowsSkeleton rows={1} label={t.loading} />
      ) : (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
    </Card>
  )
}

function RetentionForm({ rule }: { rule: Retention }) {
  const [months, setMonths] = useState(rule.months)
  const save = useCommand(setRetention, {
    refreshes: [getRetention],
    onSuccess: () => showToast(t.retention.saved),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ ...rule, months })
  }
  const offered = [...new Set([...OFFERED, ...(rule.months === null ? [] : [rule.months])])].sort((a, b) => a - b)
  return (
    <form className={styles.fields} onSubmit={submit}>
      <FormItem
        noPadding
        top={t.retention.label}
        htmlFor="retention"
        bottom={months === null ? t.retention.forEverNote : t.retention.monthsNote}
        bottomId="retention-note"
      >
        <NativeSelect
          id="retention"
          value={months === null ? FOR_EVER : String(months)}
          aria-describedby="retention-note"
          onChange={({ target }) => {
            setMonths(target.value === FOR_EVER ? null : Number(target.value))
            save.reset()
          }}
        >
          <option value={FOR_EVER}>{t.retention.forEver}</option>
          {offered.map((each) => (
            <option key={each} value={each}>
              {t.retention.months(each)}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
      <div className={styles.save}>
        <Button size="l" type="submit" loading={save.isPending}>
          {t.retention.save}
        </Button>
        <ErrorLine error={save.error} />
      </div>
    </form>
  )
}
