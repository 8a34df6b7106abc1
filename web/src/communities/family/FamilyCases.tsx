import { Button } from '@vkontakte/vkui'
import { members } from '#contract/communities/communities.ts'
import { decideCase, type FamilyCase, listCases } from '#contract/communities/families.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { More } from '#web/kit/ui/More.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import styles from './family.module.css'
import { t } from './family.texts.ts'

/** Adults whose access to a child rests or was taken, for administrators (INV-12); nothing while there are none. */
export function FamilyCases({ communityId, timeZone }: { communityId: string; timeZone: string }) {
  const list = useApiPages(listCases, { communityId })
  const cases = list.pages.flatMap((page) => page.cases)
  if (cases.length === 0) return null
  const waiting = cases.filter(({ state }) => state === 'reported')
  const decided = cases.filter(({ state }) => state !== 'reported')
  return (
    <Card className={styles.reports} title={t.cases.title} sub={waiting.length === 0 ? t.cases.calm : t.cases.text}>
      <ul className={styles.cases}>
        {waiting.map((each) => (
          <Case key={each.id} told={each} timeZone={timeZone} />
        ))}
      </ul>
      {decided.length === 0 && <More list={list} />}
      {decided.length > 0 && (
        <details className={styles.decided}>
          <summary>{t.cases.decided(decided.length, list.hasNextPage)}</summary>
          <ul className={styles.cases}>
            {decided.map((each) => (
              <Case key={each.id} told={each} timeZone={timeZone} />
            ))}
          </ul>
          <More list={list} />
        </details>
      )}
    </Card>
  )
}

function Case({ told, timeZone }: { told: FamilyCase; timeZone: string }) {
  const decide = useCommand(decideCase, {
    refreshes: [listCases, members],
    onSuccess: ({ state }) => showToast(t.cases.done[state]),
  })
  return (
    <li>
      <div className={styles.buttons}>
        <b>{told.adultName}</b>
        <Chip tone={told.state === 'reported' ? 'warn' : told.state === 'removed' ? 'danger' : 'accent'}>
          {t.states[told.state]}
        </Chip>
      </div>
      <p>
        {t.cases.child(told.childName)} · {told.unitNames.join(', ')}
      </p>
      <p>
        {t.cases.opened(told.openedBy)} · <When at={told.openedAt} timeZone={timeZone} /> · {told.reason}
      </p>
      {told.decidedBy !== null && told.decidedAt !== null && (
        <p>
          {t.cases.decidedBy(told.decidedBy)} · <When at={told.decidedAt} timeZone={timeZone} />
        </p>
      )}
      {told.state === 'reported' && (
        <div className={styles.buttons}>
          <Button
            size="m"
            appearance="negative"
            loading={decide.isPending}
            onClick={() => decide.mutate({ id: told.id, decision: 'remove' })}
          >
            {t.cases.remove}
          </Button>
          <Button
            size="m"
            mode="outline"
            appearance="neutral"
            disabled={decide.isPending}
            onClick={() => decide.mutate({ id: told.id, decision: 'restore' })}
          >
            {t.cases.restore}
          </Button>
        </div>
      )}
      <ErrorLine error={decide.error} />
    </li>
  )
}
