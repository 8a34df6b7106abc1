import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { type DoublePair, listDoubles, setDifferent } from '#contract/communities/doubles.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import styles from './doubles.module.css'
import { t } from './doubles.texts.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { MergesCard } from './MergesCard.tsx'
import { Side } from './Side.tsx'

/** So long the pair that was called different can be brought back by the line that says so. */
const SEPARATED_MS = 15_000

/** Likely doubles, why they are thought to be, and what can be done about it (STR-14). */
export function DoublesPage() {
  const { communityId } = useCommunity().community
  const query = useApi(listDoubles, { communityId })
  const [merging, setMerging] = useState<DoublePair | null>(null)
  const { data } = query
  return (
    <>
      <PageHead title={t.title} sub={t.sub}>
        <AppLink href={`/o/${communityId}/members`} className={styles.address}>
          {t.back}
        </AppLink>
      </PageHead>
      {data !== undefined && <MergesCard merges={data.merges} />}
      <Card flush={data === undefined || data.pairs.length === 0}>
        {data === undefined ? (
          query.error === null ? (
            <RowsSkeleton rows={4} label={t.loading} />
          ) : (
            <Failed error={query.error} onRetry={() => void query.refetch()} />
          )
        ) : data.pairs.length === 0 ? (
          <Empty {...t.empty} />
        ) : (
          <Pairs pairs={data.pairs} onMerge={setMerging} />
        )}
        {data !== undefined && data.total > data.pairs.length && <p>{t.more(data.total - data.pairs.length)}</p>}
      </Card>
      {merging !== null && <MergeDialog pair={merging} onClose={() => setMerging(null)} />}
    </>
  )
}

function Pairs({ pairs, onMerge }: { pairs: readonly DoublePair[]; onMerge: (pair: DoublePair) => void }) {
  return (['people', 'records'] as const).map((kind) => {
    const those = pairs.filter((pair) => pair.kind === kind)
    if (those.length === 0) return null
    return (
      <section key={kind} aria-labelledby={`doubles-${kind}`}>
        <h2 id={`doubles-${kind}`} className={styles.kind}>
          {t.kinds[kind]}
        </h2>
        <ul className={styles.pairs}>
          {those.map((pair) => (
            <Pair key={`${pair.one.id}/${pair.other.id}`} pair={pair} onMerge={() => onMerge(pair)} />
          ))}
        </ul>
      </section>
    )
  })
}

function Pair({ pair, onMerge }: { pair: DoublePair; onMerge: () => void }) {
  const { communityId } = useCommunity().community
  const { kind, one, other, grounds } = pair
  const named = { communityId, kind, oneId: one.id, otherId: other.id }
  const again = useCommand(setDifferent, { refreshes: [listDoubles] })
  const separate = useCommand(setDifferent, {
    refreshes: [listDoubles],
    onSuccess: () =>
      showToast(t.separated, {
        until: Date.now() + SEPARATED_MS,
        act: () => again.mutate({ ...named, different: false }),
      }),
  })
  const complain = { onError: (error: Error) => showFailure(explain(error).sentence) }
  return (
    <li aria-label={t.pair(one.name, other.name)}>
      <div className={styles.two}>
        <Side side={one} />
        <Side side={other} />
      </div>
      <p className={styles.why}>
        {t.why}
        {grounds.map((ground) => (
          <Chip key={ground} tone="warn">
            {t.grounds[ground]}
          </Chip>
        ))}
      </p>
      <div className={styles.buttons}>
        <Button size="m" onClick={onMerge}>
          {t.merge}
        </Button>
        <Button
          size="m"
          mode="outline"
          appearance="neutral"
          loading={separate.isPending}
          onClick={() => separate.mutate({ ...named, different: true }, complain)}
        >
          {t.different}
        </Button>
      </div>
    </li>
  )
}
