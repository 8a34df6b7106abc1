import type {
  MessageRow,
  MessageStorage,
  RowOutcome,
  WriteRefusal,
} from '#server/messenger/delivery/message-storage.ts'
import { senderFacts } from '#server/messenger/delivery/sender-facts.ts'
import { type Row, statement, type Transaction } from './memory-database.ts'

/** Commits messages in memory, as `messenger.commit_batch` does in PostgreSQL. */
export function createMemoryMessageStorage(parts: {
  inTransaction: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>
  reader: () => Transaction
}): MessageStorage {
  return {
    commitBatch: (rows, at) =>
      parts.inTransaction(async (t) => {
        await t.step()
        return commitRows(t, rows, at)
      }),

    readSenderFacts(chatId, senderId) {
      const t = parts.reader()
      return statement(t, () => {
        const head = t.get('messenger.chat_head', chatId)
        if (head === undefined) return { allowed: false, code: 'chat.unknown' }
        const chat = t.get('messenger.chat', chatId)!
        if (chat.deleted_at !== null) return { allowed: false, code: 'chat.unknown' }
        if (chat.kind === 'channel') {
          return { allowed: false, code: 'message.channelReadOnly' }
        }
        const member = t.get('messenger.chat_member', `${chatId} ${senderId}`)
        if (member === undefined || member.left_seq !== null) return { allowed: false, code: 'chat.unknown' }
        const refusal = head.write_refusal ?? member.write_refusal
        if (refusal !== null) return { allowed: false, code: refusal as WriteRefusal }
        return senderFacts({ ...chat, ...member, policy_version: head.policy_version })
      })
    },
  }
}

async function commitRows(t: Transaction, rows: readonly MessageRow[], at: number): Promise<RowOutcome[]> {
  const locked = new Set<string>()
  for (const chatId of [...new Set(rows.map((row) => row.chatId))].sort()) {
    if (t.isLockedByOther('messenger.chat_head', chatId) || t.get('messenger.chat_head', chatId) === undefined) continue
    await t.lock('messenger.chat_head', chatId)
    locked.add(chatId)
  }
  const seen = new Set<string>()
  const outcomes: RowOutcome[] = []
  for (const row of rows) {
    const key = `${row.chatId} ${row.senderId} ${row.id}`
    outcomes.push(await commitRow(t, row, at, { locked: locked.has(row.chatId), copy: seen.has(key) }))
    seen.add(key)
  }
  return outcomes
}

async function commitRow(
  t: Transaction,
  row: MessageRow,
  at: number,
  { locked, copy }: { locked: boolean; copy: boolean },
): Promise<RowOutcome> {
  // The second of two copies in one batch is put back and then meets the first.
  if (!locked || copy) return { outcome: 'locked' }
  const existing = t
    .all('messenger.message')
    .find((each) => each.chat_id === row.chatId && each.sender_id === row.senderId && each.id === row.id)
  if (existing !== undefined) return knownOutcome(row, existing)
  const head = t.get('messenger.chat_head', row.chatId)!
  const member = t.get('messenger.chat_member', `${row.chatId} ${row.senderId}`)
  const holds =
    member !== undefined &&
    member.left_seq === null &&
    member.facts_version === row.factsVersion &&
    head.policy_version === row.policyVersion
  if (!holds) return { outcome: 'stale' }
  const seq = head.last_seq + 1
  const ordinal = head.last_ordinal + 1
  await t.put('messenger.chat_head', row.chatId, { ...head, last_seq: seq, last_ordinal: ordinal })
  await t.put('messenger.message', `${row.chatId} ${seq}`, {
    chat_id: row.chatId,
    seq,
    ordinal,
    id: row.id,
    sender_id: row.senderId,
    text: row.text,
    mentions: null,
    attachments: null,
    reply_to_seq: row.replyToSeq,
    origin: null,
    poll: null,
    announcement: null,
    sticker: null,
    urgent: null,
    preview: null,
    version: 1,
    sent_at: new Date(at),
    edited_at: null,
    expires_at: row.lifetimeMs === null ? null : new Date(at + row.lifetimeMs),
    erased_at: null,
    erased_why: null,
    reactions: null,
    reactions_seq: null,
  })
  return { outcome: 'made', seq, ordinal, version: 1, sentAt: at }
}

function knownOutcome(row: MessageRow, existing: Row<'messenger.message'>): RowOutcome {
  const { seq, ordinal, version } = existing
  const lifetimeMs = existing.expires_at === null ? null : +existing.expires_at - +existing.sent_at
  const same =
    (version > 1 || (existing.text === row.text && existing.mentions === null)) &&
    existing.attachments === null &&
    existing.reply_to_seq === row.replyToSeq &&
    lifetimeMs === row.lifetimeMs
  return same ? { outcome: 'known', seq, ordinal, version, sentAt: existing.sent_at.getTime() } : { outcome: 'reused' }
}
