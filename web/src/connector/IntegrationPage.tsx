import { Button, FormItem, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { getIntegration, type Integration, letRemovals, setIntegration } from '#contract/connector/integrations.ts'
import { useCommunity } from '#web/communities/index.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Denied, Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './integration.module.css'
import { t } from './integration.texts.ts'

/** «Школьная система»: which outside system tells the facts of the organisation, and whose removal waits. */
export function IntegrationPage() {
  const { can } = useCommunity()
  if (can.manageOrganisation) return <Shown />
  return (
    <>
      <PageHead title={t.title} />
      <Card flush>
        <Denied {...t.denied} />
      </Card>
    </>
  )
}

function Shown() {
  const { communityId } = useCommunity().community
  const query = useApi(getIntegration, { communityId })
  return (
    <>
      <PageHead title={t.title} sub={t.sub} />
      {query.data !== undefined ? (
        <div className={styles.page}>
          {query.data.waiting !== null && <Waiting communityId={communityId} waiting={query.data.waiting} />}
          <Systems key={query.data.current?.systemId} communityId={communityId} integration={query.data} />
        </div>
      ) : query.error === null ? (
        <RowsSkeleton rows={3} label={t.loading} />
      ) : (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
    </>
  )
}

/** So many would be removed at once that somebody has to look. */
function Waiting({ communityId, waiting }: { communityId: string; waiting: NonNullable<Integration['waiting']> }) {
  const letting = useCommand(letRemovals, {
    refreshes: [getIntegration],
    onSuccess: () => showToast(t.waiting.done),
  })
  const { version, people, among } = waiting
  return (
    <Card title={t.waiting.title(people, among)}>
      <p className={styles.text}>{t.waiting.text}</p>
      <p className={styles.text}>{t.waiting.mistake}</p>
      <div className={styles.actions}>
        <Button
          size="l"
          appearance="negative"
          loading={letting.isPending}
          onClick={() => letting.mutate({ communityId, version })}
        >
          {t.waiting.yes}
        </Button>
        <ErrorLine error={letting.error} />
      </div>
    </Card>
  )
}

const NONE = ''

function Systems({ communityId, integration }: { communityId: string; integration: Integration }) {
  const { systems, current, facts, linked } = integration
  const [chosen, setChosen] = useState(current?.systemId ?? NONE)
  const save = useCommand(setIntegration, {
    refreshes: [getIntegration],
    onSuccess: () => showToast(t.saved),
  })
  if (systems.length === 0 && current === null) {
    return (
      <Card>
        <Empty {...t.empty} />
      </Card>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ communityId, systemId: chosen === NONE ? null : chosen })
  }
  const isOther = current !== null && chosen !== NONE && chosen !== current.systemId
  const note = chosen === NONE ? t.noneNote : isOther ? t.otherNote : t.note
  return (
    <Card title={t.system} sub={current === null ? t.none : t.told(facts, linked)}>
      <form className={styles.fields} onSubmit={submit}>
        <FormItem noPadding top={t.label} htmlFor="school-system" bottom={note} bottomId="school-system-note">
          <NativeSelect
            id="school-system"
            value={chosen}
            aria-describedby="school-system-note"
            onChange={({ target }) => {
              setChosen(target.value)
              save.reset()
            }}
          >
            <option value={NONE}>{t.noSystem}</option>
            {systems.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </FormItem>
        <p className={styles.text}>
          {t.code} <code>{communityId}</code>
        </p>
        <div className={styles.actions}>
          <Button size="l" type="submit" loading={save.isPending}>
            {t.save}
          </Button>
          <ErrorLine error={save.error} />
        </div>
      </form>
    </Card>
  )
}
