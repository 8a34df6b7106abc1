import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { splitWritten } from '../mentions/split-written.ts'
import type { Written } from '../mentions/written.ts'
import { MainButton } from '../parts/Parts.tsx'
import styles from './long.module.css'
import { t } from './long.texts.ts'

/** How much of a part is shown of its beginning and of its end, where it is cut. UTF-16 units. */
const EDGE = 220

interface LongTextProps {
  written: Written
  onSend: (parts: readonly Written[]) => void
  onClose: () => void
}

/** Shows in which messages a text goes that is too long for one, before it goes (MSG-01). */
export function LongText({ written, onSend, onClose }: LongTextProps) {
  const parts = splitWritten(written)
  return (
    <Dialog
      title={t.title(parts.length)}
      sub={t.sub}
      onClose={onClose}
      footer={<MainButton onClick={() => onSend(parts)}>{t.send(parts.length)}</MainButton>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what is longer than the window */}
      <ol className={styles.parts} tabIndex={0}>
        {parts.map(({ text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name, and their order stays
          <li key={at} className={styles.part}>
            <small>{t.part(at + 1, parts.length)}</small>
            <p>{edgesOf(text)}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

function edgesOf(text: string): string {
  if (text.length <= 2 * EDGE) return text
  const head = text.slice(0, EDGE).replace(/\S*$/, '').trimEnd()
  const tail = text.slice(-EDGE).replace(/^\S*/, '').trimStart()
  return `${head} …\n\n… ${tail}`
}
