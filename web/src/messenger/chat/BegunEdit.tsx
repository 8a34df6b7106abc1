import { Icon20Cancel } from '@vkontakte/icons'
import { useState } from 'react'
import type { EditDraft } from '#web/kit/sync/engine-state.ts'
import { late } from '#web/kit/ui/late.tsx'
import { useEngine } from '../boot/engine-context.ts'
import { IconButton } from '../parts/Parts.tsx'
import styles from './chat.module.css'
import { editTexts } from './edit.texts.ts'

const DropEditAsk = late(async () => (await import('./DropEditAsk.tsx')).DropEditAsk, { pressed: true })

interface BegunEditProps {
  chatId: string
  draft: EditDraft
  onResume: (seq: number) => void
  onDropped: () => void
}

/** The way back to an edit that was left half-typed; it is thrown away after a question only. */
export function BegunEdit({ chatId, draft, onResume, onDropped }: BegunEditProps) {
  const engine = useEngine()
  const [asking, setAsking] = useState(false)
  return (
    <div className={styles.reply}>
      <button type="button" className={styles.begun} title={editTexts.resume} onClick={() => onResume(draft.seq)}>
        <b className={styles.cut}>{editTexts.begun}</b>
        <span className={styles.cut}>{draft.text}</span>
      </button>
      <IconButton label={editTexts.drop} onClick={() => setAsking(true)}>
        <Icon20Cancel />
      </IconButton>
      {asking && (
        <DropEditAsk
          text={draft.text}
          onYes={() => {
            setAsking(false)
            engine.edits.drop(chatId, draft.seq)
            // Nothing outside of the question takes the focus before it is gone.
            requestAnimationFrame(onDropped)
          }}
          onNo={() => setAsking(false)}
        />
      )}
    </div>
  )
}
