import { Icon20CheckCircleOutline, Icon20DocumentOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { useRef } from 'react'
import { explain } from '#web/kit/errors/explain.ts'
import { share } from '#web/kit/i18n/sizes.ts'
import { Bar } from '#web/kit/ui/Chip.tsx'
import styles from './orders.module.css'
import { t } from './orders.texts.ts'
import type { OrderUpload } from './useOrderUpload.ts'

const ACCEPTED = '.pdf,application/pdf,image/jpeg,image/png,image/webp'

interface OrderPickerProps {
  /** What it is called. */
  what?: 'order' | 'letter'
  upload: OrderUpload
  /** What is there already, by its name. */
  present?: string | null
  /** Said when it was asked for and is not there. */
  missing?: string | undefined
}

/** Takes the scan of an order: what it may be, how far it has come, what went wrong. */
export function OrderPicker({
  what = 'order',
  upload: { state, send, cancel },
  present = null,
  missing,
}: OrderPickerProps) {
  const words = t[what]
  const input = useRef<HTMLInputElement>(null)
  const name = state.step === 'there' ? state.name : present
  return (
    <div className={styles.picker}>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        hidden
        aria-label={words.choose}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file !== undefined) send(file)
          target.value = ''
        }}
      />
      {state.step === 'sending' ? (
        <div className={styles.sending} role="status">
          <p>{words.sending(share(state.share, 1))}</p>
          <Bar value={state.share * 100} label={words.sending(share(state.share, 1))} />
          <Button size="m" mode="outline" appearance="neutral" onClick={cancel}>
            {t.pick.cancel}
          </Button>
        </div>
      ) : (
        <>
          {name !== null && (
            <p className={styles.there}>
              <Icon20CheckCircleOutline />
              <span>{words.there(name)}</span>
            </p>
          )}
          <div className={styles.choose}>
            <Button
              size="l"
              mode="outline"
              appearance={name === null ? 'accent' : 'neutral'}
              before={<Icon20DocumentOutline />}
              onClick={() => input.current?.click()}
            >
              {name === null ? words.choose : t.pick.other}
            </Button>
            {state.step === 'failed' && (
              <Button size="l" mode="tertiary" onClick={() => send(state.file)}>
                {t.pick.retry}
              </Button>
            )}
          </div>
          <p className={styles.hint}>{t.pick.hint}</p>
        </>
      )}
      {(state.step === 'tooLarge' || state.step === 'failed' || missing !== undefined) && (
        <p className={styles.wrong} role="alert">
          {state.step === 'tooLarge'
            ? t.pick.tooLarge
            : state.step === 'failed'
              ? explain(state.error as Error).sentence
              : missing}
        </p>
      )}
    </div>
  )
}
