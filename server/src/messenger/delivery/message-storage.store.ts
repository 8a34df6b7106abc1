import { CompiledQuery } from 'kysely'
import type { Database } from '../../platform/db/database.ts'
import type { MessageStorage, RowOutcome, SenderFacts } from './message-storage.ts'
import { senderFacts } from './sender-facts.ts'

const COMMIT_BATCH = `select * from messenger.commit_batch(
  $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::integer[], $8::integer[], $9)`

interface BatchAnswer {
  n: number
  outcome: RowOutcome['outcome']
  seq: number | null
  ordinal: number | null
  version: number
  /** Of a message that stood there before; a new one has the time that was given. */
  sent_at: Date | null
}

/** Messages in PostgreSQL: one statement commits a batch (`messenger.commit_batch`). */
export function createPgMessageStorage(db: Database): MessageStorage {
  return {
    async commitBatch(rows, at) {
      const sentAt = new Date(at)
      const columns: readonly unknown[] = [
        rows.map((row) => row.chatId),
        rows.map((row) => row.senderId),
        rows.map((row) => row.id),
        rows.map((row) => row.text),
        rows.map((row) => row.replyToSeq),
        rows.map((row) => row.lifetimeMs),
        rows.map((row) => row.factsVersion),
        rows.map((row) => row.policyVersion),
      ]
      const answers = await db.executeQuery<BatchAnswer>(CompiledQuery.raw(COMMIT_BATCH, [...columns, sentAt]))
      return answers.rows.map((answer) => toOutcome(answer, sentAt.getTime()))
    },
    readSenderFacts: (chatId, senderId) => readSenderFacts(db, chatId, senderId),
  }
}

function toOutcome(answer: BatchAnswer, sentAt: number): RowOutcome {
  if (answer.outcome !== 'made' && answer.outcome !== 'known') return { outcome: answer.outcome }
  return {
    outcome: answer.outcome,
    seq: answer.seq!,
    ordinal: answer.ordinal!,
    version: answer.version,
    sentAt: answer.sent_at?.getTime() ?? sentAt,
  }
}

async function readSenderFacts(db: Database, chatId: string, senderId: string): Promise<SenderFacts> {
  const row = await db
    .selectFrom('messenger.chat_head as head')
    .innerJoin('messenger.chat as chat', 'chat.id', 'head.chat_id')
    .leftJoin('messenger.chat_member as member', (join) =>
      join
        .onRef('member.chat_id', '=', 'head.chat_id')
        .on('member.profile_id', '=', senderId)
        .on('member.left_seq', 'is', null),
    )
    .select([
      'chat.kind',
      'chat.supervision',
      'chat.permissions',
      'chat.slow_mode_ms',
      'head.policy_version',
      'head.write_refusal',
      'member.facts_version',
    ])
    .select(['member.write_refusal as own_refusal', 'member.start_seq', 'member.role'])
    .where('head.chat_id', '=', chatId)
    .where('chat.deleted_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return { allowed: false, code: 'chat.unknown' }
  if (row.kind === 'channel') return { allowed: false, code: 'message.channelReadOnly' }
  const { role, facts_version, start_seq } = row
  if (role === null || facts_version === null || start_seq === null) return { allowed: false, code: 'chat.unknown' }
  const refusal = row.write_refusal ?? row.own_refusal
  if (refusal !== null) return { allowed: false, code: refusal as 'message.writeForbidden' }
  return senderFacts({ ...row, role, facts_version, start_seq })
}
