import { useId, useRef, useState } from 'react'
import { choose, useChoices } from '../choices.ts'
import styles from '../prejoin/prejoin.module.css'
import { tryDevice } from './open-suppressor.ts'
import { t } from './sound.texts.ts'
import type { SoundTrouble } from './sound-trouble.ts'

type Check = SoundTrouble['kind'] | 'checking' | null

/** What is done to the own voice (CALL-15). Noise suppression is tried on the device before it stays on. */
export function SoundFields() {
  const sound = useChoices((choices) => choices.sound)
  const [check, suppress] = useSuppression()
  const id = useId()
  return (
    <>
      <div className={styles.effect}>
        <label className={styles.check}>
          <span>{t.clear}</span>
          <input
            type="checkbox"
            checked={sound === 'clear' || check === 'checking'}
            aria-busy={check === 'checking' || undefined}
            aria-describedby={`${id}-clear`}
            onChange={({ target }) => suppress(target.checked)}
          />
        </label>
        <p
          id={`${id}-clear`}
          className={check === 'slow' || check === 'failed' ? styles.wrong : styles.hint}
          role="status"
        >
          {check === null ? t.clearNote : t[check]}
        </p>
      </div>
      <div className={styles.effect}>
        <label className={styles.check}>
          <span>{t.original}</span>
          <input
            type="checkbox"
            checked={sound === 'original'}
            aria-describedby={`${id}-original`}
            onChange={({ target }) => {
              suppress(false)
              choose({ sound: target.checked ? 'original' : 'usual' })
            }}
          />
        </label>
        <p id={`${id}-original`} className={styles.hint}>
          {t.originalNote}
        </p>
      </div>
    </>
  )
}

/** Switches noise suppression, on only where the device can; what was pressed last holds. */
function useSuppression(): [Check, (on: boolean) => void] {
  const [check, setCheck] = useState<Check>(null)
  const presses = useRef(0)
  const suppress = async (on: boolean) => {
    presses.current += 1
    const press = presses.current
    if (!on) {
      setCheck(null)
      choose({ sound: 'usual' })
      return
    }
    setCheck('checking')
    const trouble = await tryDevice()
    if (press !== presses.current) return
    setCheck(trouble)
    choose({ sound: trouble === null ? 'clear' : 'usual' })
  }
  return [check, (on) => void suppress(on)]
}
