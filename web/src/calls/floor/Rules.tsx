import { useStore } from 'zustand'
import { nudgeInCall } from '#contract/calls/attention.ts'
import { muteInCall, setCallRules } from '#contract/calls/permissions.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from '../panel/panel.module.css'
import type { CallSession } from '../session/call-session.ts'
import { t } from './floor.texts.ts'

const RULES = [
  ['microphones', t.microphones],
  ['cameras', t.cameras],
  ['screens', t.screens],
  ['reactions', t.reactionsRule],
] as const

/** What people of a call may do themselves, and what is done for all of them at once (CALL-05, CALL-07, CALL-11, CALL-13). */
export function Rules({ session }: { session: CallSession }) {
  const call = useStore(session.store, (state) => state.call)
  const rules = useCommand(setCallRules, { onSuccess: (output) => session.store.setState(output) })
  const mute = useCommand(muteInCall, { onSuccess: () => showToast(t.mutedAll) })
  const nudge = useCommand(nudgeInCall, { onSuccess: () => showToast(t.nudged) })
  // A switch moves with the press and not with the answer.
  const shown = rules.isPending ? { ...call, ...rules.variables } : call
  return (
    <section className={styles.rules} aria-label={t.may}>
      <h3>{t.may}</h3>
      <ErrorLine error={rules.error ?? mute.error ?? nudge.error} />
      {RULES.map(([rule, label]) => (
        <label key={rule} className={styles.switch}>
          <span>{label}</span>
          <input
            type="checkbox"
            checked={shown[rule]}
            onChange={(event) =>
              rules.mutate({ ...session.place, version: call.version, [rule]: event.target.checked })
            }
          />
        </label>
      ))}
      <div className={styles.all}>
        <button
          type="button"
          className={styles.soft}
          onClick={() => mute.mutate({ ...session.place, profileId: null, source: 'microphone' })}
        >
          {t.muteAll}
        </button>
        <button
          type="button"
          className={styles.soft}
          onClick={() => nudge.mutate({ ...session.place, profileId: null })}
        >
          {t.nudgeAll}
        </button>
      </div>
    </section>
  )
}
