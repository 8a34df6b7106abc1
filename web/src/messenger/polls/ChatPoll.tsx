import { createPoll } from '#contract/messenger/polls.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { PollDialog } from './PollDialog.tsx'

/** Asks a question in an open chat. */
export function ChatPoll({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  return <PollDialog chatId={chatId} create={useEngineCommand(createPoll, onClose)} onClose={onClose} />
}
