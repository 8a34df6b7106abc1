import { Button } from '@vkontakte/vkui'
import { locale } from '#web/kit/i18n/locale.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './children.module.css'
import { t } from './children.texts.ts'
import { CONSENT_TEXTS } from './consent-texts.ts'

interface ConsentTextDialogProps {
  version: number
  /** Left out where the text is only read. */
  agree?: { busy: boolean; error: Error | null; onAgree: () => void }
  onClose: () => void
}

/** The text of a consent as it stands in that version; agreeing stands under what was read. */
export function ConsentTextDialog({ version, agree, onClose }: ConsentTextDialogProps) {
  const text = CONSENT_TEXTS[version]?.[locale]
  return (
    <Dialog
      title={text?.title ?? ''}
      sub={t.version(version)}
      onClose={onClose}
      wide
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {agree === undefined ? t.close : t.cancel}
          </Button>
          {agree !== undefined && (
            <Button size="l" loading={agree.busy} onClick={agree.onAgree}>
              {t.agree}
            </Button>
          )}
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the text is longer than a phone, and is scrolled by keys too */}
      <div className={styles.text} tabIndex={0}>
        {text?.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <ErrorLine error={agree?.error ?? null} />
    </Dialog>
  )
}
