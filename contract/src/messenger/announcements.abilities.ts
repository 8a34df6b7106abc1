import type { Confirm } from './announcement.ts'
import type { Answer } from './announcements.ts'
import type { WriteRefusal } from './chats.abilities.ts'
import { writeRefusal } from './chats.abilities.ts'
import type { Chat, ChatMine } from './chats.ts'
import { OWN_CHANGE_MS } from './messenger.limits.ts'

/** Why nothing can be announced in one place: the word of the rule, or the code of a refusal to write there. */
export type TargetRefusal = 'channel' | 'unit' | 'chat' | 'slow' | 'supervised' | 'audience' | 'archived' | WriteRefusal

/**
 * Why somebody of the staff may not announce in a group of his organisation; null when he may. What others have to see stays as
 * it was said, so nothing that could be withdrawn is put there.
 */
export function chatTargetRefusal(
  chat: Pick<Chat, 'kind' | 'audience' | 'permissions' | 'supervision' | 'slowModeMs'>,
  mine: Pick<ChatMine, 'role' | 'writeRefusal'>,
): TargetRefusal | null {
  if (chat.kind !== 'group') return 'chat'
  if (chat.audience !== null) return 'audience'
  const refusal = writeRefusal(chat, mine)
  if (refusal !== null) return refusal
  if (chat.supervision !== null) return 'supervised'
  return chat.slowModeMs !== null && mine.role === 'member' ? 'slow' : null
}

interface Standing {
  authorId: string
  /** When it was made. */
  at: string
  withdrawnAt: string | null
}

export type AnnouncementRefusal = 'announcement.withdrawn' | 'announcement.notYours' | 'message.dayOver'

/** Why the viewer may not give an announcement another text at the moment `now` (milliseconds); null when he may. */
export function editAnnouncementRefusal(
  { authorId, at, withdrawnAt }: Standing,
  { profileId, now }: { profileId: string; now: number },
): AnnouncementRefusal | null {
  if (withdrawnAt !== null) return 'announcement.withdrawn'
  if (authorId !== profileId) return 'announcement.notYours'
  return now - Date.parse(at) >= OWN_CHANGE_MS ? 'message.dayOver' : null
}

/** Whether the viewer may take an announcement back: its author, and whoever speaks for the organisation. */
export function mayWithdraw(
  { authorId }: Pick<Standing, 'authorId'>,
  { profileId, speaks }: { profileId: string; speaks: boolean },
): boolean {
  return speaks || authorId === profileId
}

/** Whether a child needs no more answers: of one of its guardians, or of all of them. */
export function isDone(
  { who }: Pick<Confirm, 'who'>,
  { guardianIds, answeredIds }: { guardianIds: readonly string[]; answeredIds: readonly string[] },
): boolean {
  const answered = new Set(answeredIds)
  if (who === 'one') return guardianIds.some((id) => answered.has(id))
  return guardianIds.length > 0 && guardianIds.every((id) => answered.has(id))
}

/** Whether an answer is one that was asked for. */
export function fitsAnswer({ answers }: Pick<Confirm, 'answers'>, answer: Answer): boolean {
  return answers === 'seen' ? answer === 'seen' : answer !== 'seen'
}
