import { erase } from '#contract/messenger/messages.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { Ask } from '../info/Ask.tsx'
import { t } from '../messenger.texts.ts'

interface EraseAskProps {
  chatId: string
  seq: number
  own: boolean
  onClose: () => void
}

/** Asks before a message is gone for everybody: nothing brings it back. */
export function EraseAsk({ chatId, seq, own, onClose }: EraseAskProps) {
  const remove = useEngineCommand(erase, onClose)
  return (
    <Ask
      title={t.erase.ask}
      text={own ? t.erase.text : t.erase.othersText}
      action={t.erase.action}
      busy={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutate({ chatId, seqs: [seq] })}
      onNo={onClose}
    />
  )
}
