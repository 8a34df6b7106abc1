import { sql } from 'kysely'
import type { LedCall } from '#contract/calls/attendance.ts'
import type { Reader } from '../../platform/db/database.ts'
import { type CallRow, callView } from '../calls/calls.store.ts'

interface LedPage {
  chatId: string
  viewerId: string
  /** Leads the chat, and so every call there. */
  leadsChat: boolean
  /** The last call of the page before. */
  before: { startedAt: Date; id: string } | null
  limit: number
}

/** Calls of a chat that somebody leads or has led, the newest first. */
export async function pageLedCalls(reader: Reader, page: LedPage): Promise<LedCall[]> {
  const { chatId, viewerId, leadsChat, before, limit } = page
  const result = await sql<CallRow & { people: number }>`
    select c.*, (select count(distinct s.profile_id)::integer from calls.stay s where s.call_id = c.id) as people
    from calls.call c
    where c.chat_id = ${chatId}::uuid
      and (${before === null}::boolean or (c.started_at, c.id) < (${before?.startedAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
      and (${leadsChat}::boolean or c.started_by = ${viewerId}::uuid or exists (
        select from calls.person p where p.call_id = c.id and p.profile_id = ${viewerId}::uuid and p.administrator))
    order by c.started_at desc, c.id desc limit ${limit}`.execute(reader)
  return result.rows.map(({ people, ...row }) => ({ call: callView(row), people }))
}

/** A session in a call, with whole seconds as a clock shows them. */
export interface Session {
  sessionId: string
  profileId: string
  joinedAt: Date
  leftAt: Date | null
  seconds: number
}

interface SessionPage {
  callId: string
  /** The last session of the page before. */
  after: { joinedAt: Date; sessionId: string } | null
  now: Date
  /** Whoever was not seen since has left at his last word, also when nobody has noted it yet. */
  seenSince: Date
  limit: number
}

/** Sessions of a call, the first one first. */
export async function pageSessions(reader: Reader, page: SessionPage): Promise<Session[]> {
  const { callId, after, now, seenSince, limit } = page
  const result = await sql<Session>`
    select s.session_id as "sessionId", s.profile_id as "profileId", s.joined_at as "joinedAt", e.left_at as "leftAt",
      greatest(0, extract(epoch from date_trunc('second', coalesce(e.left_at, ${now}::timestamptz))
        - date_trunc('second', s.joined_at)))::integer as seconds
    from calls.stay s
    cross join lateral (select coalesce(s.left_at, case when s.seen_at <= ${seenSince} then s.seen_at end) as left_at) e
    where s.call_id = ${callId}::uuid
      and (${after === null}::boolean or (s.joined_at, s.session_id) > (${after?.joinedAt ?? null}::timestamptz, ${after?.sessionId ?? null}::uuid))
    order by s.joined_at, s.session_id limit ${limit}`.execute(reader)
  return result.rows
}
