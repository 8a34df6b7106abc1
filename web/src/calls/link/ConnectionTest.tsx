import { useMutation } from '@tanstack/react-query'
import { tryMedia } from '#contract/calls/trials.ts'
import { api } from '#web/kit/api/api.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from '../prejoin/prejoin.module.css'
import { t } from './link.texts.ts'
import { type Trial, verdictOf } from './trial.ts'

/** Before a call: whether sound and pictures reach this device, by which way, and what to do where they do not. */
export function ConnectionTest({ chatId }: { chatId: string }) {
  const trial = useMutation({
    networkMode: 'always',
    async mutationFn(): Promise<Trial> {
      const { url, token } = await api.call(tryMedia, { chatId })
      const { tryRoom } = await import('../session/trial.ts')
      return tryRoom(url, token)
    },
  })
  return (
    <div className={styles.field}>
      <button
        type="button"
        className={styles.soft}
        aria-busy={trial.isPending || undefined}
        onClick={() => !trial.isPending && trial.mutate()}
      >
        {trial.isPending ? t.trial.running : t.trial.start}
      </button>
      <div role="status">
        {trial.data !== undefined && !trial.isPending && <Outcome trial={trial.data} />}
        <ErrorLine error={trial.isPending ? null : trial.error} />
      </div>
    </div>
  )
}

function Outcome({ trial }: { trial: Trial }) {
  const verdict = verdictOf(trial)
  return (
    <>
      <p className={verdict === 'good' || verdict === 'reserve' ? styles.hint : styles.wrong}>{t.trial[verdict]}</p>
      {trial.outcome === 'through' && (
        <p className={styles.hint}>
          {t.trial.ways[trial.way]}
          {trial.roundTripMs !== null && `, ${t.trial.trip(Math.max(1, Math.round(trial.roundTripMs)))}`}
          {`, ${t.trial.loss(Math.round(trial.loss * 100))}`}
        </p>
      )}
    </>
  )
}
