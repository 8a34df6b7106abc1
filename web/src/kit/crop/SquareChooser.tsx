import { Button } from '@vkontakte/vkui'
import { type ReactNode, useRef } from 'react'
import { ErrorLine } from '../ui/States.tsx'
import { CropStage } from './CropStage.tsx'
import styles from './crop.module.css'
import { t } from './crop.texts.ts'
import { useSquare } from './useSquare.ts'

/** What the server reads. Phones of Apple hand over JPEG when it is asked for by name. */
const ACCEPTED = 'image/jpeg,image/png,image/webp'

interface SquareChooserProps {
  /** What stands there now, 160 pixels wide. */
  preview: ReactNode
  has: boolean
  /** Makes the upload of a square what it is for; whatever it throws is told, and can be tried again. */
  onUse: (fileId: string, signal: AbortSignal, square: Blob) => Promise<void>
  remove: { label: string; isPending: boolean; error: unknown; run: () => void }
  /** Beside the buttons while nothing is being chosen. */
  children?: ReactNode
}

/** Chooses a picture, cuts a square out of it, sends it, and says how far it is and what has failed. */
export function SquareChooser({ preview, has, onUse, remove, children }: SquareChooserProps) {
  const { state, choose, cancel, send, refuse } = useSquare(onUse)
  if (state.step === 'crop') {
    return (
      <CropStage
        key={state.url}
        url={state.url}
        onUnreadable={refuse}
        onCancel={cancel}
        onDone={(square) => void send(square)}
      />
    )
  }
  return (
    <div className={styles.now}>
      {preview}
      <div className={styles.about}>
        {state.step === 'sending' ? (
          <Sending share={state.share} onCancel={cancel} />
        ) : (
          <>
            {state.step === 'failed' && (
              <div className={styles.failed}>
                <ErrorLine error={state.error} />
                <Button size="m" mode="secondary" onClick={() => void send(state.square)}>
                  {t.retry}
                </Button>
              </div>
            )}
            {state.step === 'unreadable' && (
              <p className={styles.danger} role="alert">
                {t.unreadable}
              </p>
            )}
            {children}
            <Actions has={has} remove={remove} onChoose={choose} />
          </>
        )}
      </div>
    </div>
  )
}

function Actions({
  has,
  remove,
  onChoose,
}: Pick<SquareChooserProps, 'has' | 'remove'> & { onChoose: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <div className={styles.actions}>
        <input
          ref={input}
          type="file"
          accept={ACCEPTED}
          className="vh"
          tabIndex={-1}
          aria-label={t.choose}
          onChange={({ target }) => {
            const file = target.files?.[0]
            // The same file may be chosen again after a failure.
            target.value = ''
            if (file !== undefined) onChoose(file)
          }}
        />
        <Button size="l" onClick={() => input.current?.click()}>
          {has ? t.chooseOther : t.choose}
        </Button>
        {has && (
          <Button size="l" mode="outline" appearance="negative" loading={remove.isPending} onClick={remove.run}>
            {remove.label}
          </Button>
        )}
      </div>
      <ErrorLine error={remove.error} />
    </>
  )
}

function Sending({ share, onCancel }: { share: number; onCancel: () => void }) {
  const percent = Math.round(share * 100)
  return (
    <div className={styles.sending} role="status">
      <span id="square-sending">{share < 1 ? t.sending(percent) : t.making}</span>
      <progress max={100} value={percent} aria-labelledby="square-sending" />
      <Button size="m" mode="outline" appearance="neutral" onClick={onCancel}>
        {t.cancel}
      </Button>
    </div>
  )
}
