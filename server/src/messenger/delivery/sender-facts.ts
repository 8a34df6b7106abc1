import { reaches } from '#contract/messenger/chat-permissions.ts'
import type { ChatRole } from '#contract/messenger/chats.ts'
import { type ChatRow, permissionsOf } from '../chats/chat-views.ts'
import type { SenderFacts } from './message-storage.ts'

/** A member of a chat, whom nothing else keeps from writing there, with the version under which that was read. */
export interface MemberRow extends Pick<ChatRow, 'kind' | 'permissions' | 'slow_mode_ms' | 'supervision'> {
  role: string
  facts_version: number
  policy_version: number
  start_seq: number
}

/** What the permissions of the chat leave to a member. */
export function senderFacts(row: MemberRow): SenderFacts {
  const permissions = permissionsOf(row)
  const role = row.role as ChatRole
  if (!reaches(permissions.write, role)) return { allowed: false, code: 'message.leadersOnly' }
  if (row.slow_mode_ms !== null && role === 'member') return { allowed: false, code: 'message.tooSoon' }
  const vanishRefusal = reaches(permissions.vanish, role) ? null : 'message.vanishForbidden'
  return {
    allowed: true,
    factsVersion: row.facts_version,
    policyVersion: row.policy_version,
    startSeq: row.start_seq,
    vanishRefusal: row.supervision === null ? vanishRefusal : 'message.supervised',
  }
}
