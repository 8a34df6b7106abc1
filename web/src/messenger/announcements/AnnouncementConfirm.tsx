import type { Confirm } from '#contract/messenger/announcement.ts'
import { ConfirmView } from './ConfirmView.tsx'
import { useOwnAnswers } from './use-own-answers.ts'

interface AnnouncementConfirmProps {
  chatId: string
  seq: number
  id: string
  confirm: Confirm
  /** The reader has made it. */
  own: boolean
}

/** Asks the reader to confirm an announcement for his children, and shows what their other guardians have answered (P-02). */
export function AnnouncementConfirm({ chatId, seq, id, confirm, own: isMine }: AnnouncementConfirmProps) {
  const answers = useOwnAnswers(chatId, seq, id)
  return <ConfirmView chatId={chatId} seq={seq} confirm={confirm} isMine={isMine} {...answers} />
}
