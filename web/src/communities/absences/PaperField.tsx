import { Icon20DocumentOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { useRef } from 'react'
import { BYTES_OF_KIND } from '#contract/files/files.limits.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { fileSize, share } from '#web/kit/i18n/sizes.ts'
import { Bar } from '#web/kit/ui/Chip.tsx'
import styles from './absences.module.css'
import { t } from './absences.texts.ts'
import type { PaperUpload } from './use-paper.ts'

const ACCEPTED = '.pdf,application/pdf,image/jpeg,image/png,image/webp'
const words = t.tell.paper
const MAX = fileSize(BYTES_OF_KIND.paper)

/** Takes a paper, as of a doctor: how far it has come, what is there, what went wrong. */
export function PaperField({ paper: { there, state, send, cancel, remove } }: { paper: PaperUpload }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.paper}>
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
        <div className={styles.paper} role="status">
          <p>{words.sending(share(state.share, 1))}</p>
          <Bar value={state.share * 100} label={words.sending(share(state.share, 1))} />
          <Button size="m" mode="outline" appearance="neutral" onClick={cancel}>
            {words.stop}
          </Button>
        </div>
      ) : (
        <>
          {there !== null && <p>{t.paperOf(there.name, fileSize(there.bytes))}</p>}
          <div className={styles.buttons}>
            <Button size="m" mode="secondary" before={<Icon20DocumentOutline />} onClick={() => input.current?.click()}>
              {there === null ? words.choose : words.other}
            </Button>
            {there !== null && (
              <Button size="m" mode="outline" appearance="neutral" onClick={remove}>
                {words.remove}
              </Button>
            )}
            {state.step === 'failed' && (
              <Button size="m" mode="tertiary" onClick={() => send(state.file)}>
                {words.again}
              </Button>
            )}
          </div>
          <p className={styles.quiet}>{words.hint(MAX)}</p>
        </>
      )}
      {state.step === 'tooLarge' && (
        <p className={styles.wrong} role="alert">
          {words.tooLarge(MAX)}
        </p>
      )}
      {state.step === 'failed' && (
        <p className={styles.wrong} role="alert">
          {explain(state.error).sentence}
        </p>
      )}
    </div>
  )
}
