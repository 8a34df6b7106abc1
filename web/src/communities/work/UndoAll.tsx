import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './work.module.css'

interface UndoAllProps {
  words: { undo: string; undoTitle: string; undoText: string; keep: string }
  isPending: boolean
  error: unknown
  onUndo: () => void
}

/** Takes back all that work has done, after a question. It goes from the screen with the state that can be taken back. */
export function UndoAll({ words, isPending, error, onUndo }: UndoAllProps) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <div className={styles.buttons}>
        <Button size="l" mode="outline" appearance="negative" onClick={() => setAsking(true)}>
          {words.undo}
        </Button>
      </div>
      {asking && (
        <Dialog
          title={words.undoTitle}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button size="l" mode="outline" appearance="neutral" onClick={() => setAsking(false)}>
                {words.keep}
              </Button>
              <Button size="l" appearance="negative" loading={isPending} onClick={onUndo}>
                {words.undo}
              </Button>
            </>
          }
        >
          <p>{words.undoText}</p>
          <ErrorLine error={error} />
        </Dialog>
      )}
    </>
  )
}
