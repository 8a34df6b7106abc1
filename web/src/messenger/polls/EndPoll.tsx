import { endPoll } from '#contract/messenger/polls.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { t as common } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { t } from './polls.texts.ts'

/** Asks before a poll is ended, which nothing takes back. */
export function EndPoll({ chatId, seq, onClose }: { chatId: string; seq: number; onClose: () => void }) {
  const end = useEngineCommand(endPoll, onClose)
  return (
    <Dialog
      title={t.endAsk}
      onClose={onClose}
      footer={
        <>
          <MainButton mode="soft" data-first onClick={onClose}>
            {common.cancel}
          </MainButton>
          <MainButton mode="danger" disabled={end.isPending} onClick={() => end.mutate({ chatId, seq })}>
            {t.endDo}
          </MainButton>
        </>
      }
    >
      <p>{t.endText}</p>
      <Refusal error={end.error} />
    </Dialog>
  )
}
