import { Button } from '@vkontakte/vkui'
import { roleHistory } from '#contract/communities/audit.ts'
import { home, members } from '#contract/communities/communities.ts'
import { type DoubleMerge, listDoubles, undoDouble } from '#contract/communities/doubles.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import styles from './doubles.module.css'
import { t } from './doubles.texts.ts'

const TONES: Readonly<Record<DoubleMerge['state'], Tone>> = {
  merged: 'accent',
  ended: 'plain',
  undone: 'plain',
  stopped: 'warn',
}

/** What was merged lately, with the way back while there is one; nothing while nobody was. */
export function MergesCard({ merges }: { merges: readonly DoubleMerge[] }) {
  if (merges.length === 0) return null
  return (
    <Card className={styles.link} title={t.merges.title}>
      <ul className={styles.pairs}>
        {merges.map((merge) => (
          <Merge key={merge.id} merge={merge} />
        ))}
      </ul>
    </Card>
  )
}

function Merge({ merge }: { merge: DoubleMerge }) {
  const { communityId, timeZone } = useCommunity().community
  const undo = useCommand(undoDouble, {
    refreshes: [listDoubles, members, home, roleHistory],
    onSuccess: () => showToast(t.merges.undone),
  })
  return (
    <li aria-label={merge.name}>
      <p className={styles.why}>
        <b>{merge.name}</b>
        <Chip tone={TONES[merge.state]}>{t.merges.states[merge.state]}</Chip>
      </p>
      <small>
        {t.merges.by(merge.by)} · <When at={merge.at} timeZone={timeZone} />
      </small>
      {merge.state === 'stopped' && <small>{t.merges.stopped}</small>}
      {merge.undoUntil !== null && (
        <div className={styles.buttons}>
          <Button
            size="m"
            mode="outline"
            appearance="neutral"
            loading={undo.isPending}
            onClick={() => undo.mutate({ communityId, id: merge.id })}
          >
            {t.merges.undo}
          </Button>
          <small>
            {t.merges.until} <When at={merge.undoUntil} timeZone={timeZone} />
          </small>
        </div>
      )}
      <ErrorLine error={undo.error} />
    </li>
  )
}
