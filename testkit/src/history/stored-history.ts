import type { HistoryLine } from './history.ts'
import type { RealDatabase } from './real-database.ts'

interface MessageRow {
  seq: number
  id: string
  sender_id: string
  text: string
}

interface IntervalRow {
  profile_id: string
  start_seq: number
  left_seq: number | null
}

/** What stands in the database of one chat: its messages, its changes, and who may see which numbers. */
export async function readStored(database: RealDatabase, chat: string): Promise<HistoryLine[]> {
  const messages = await database.query<MessageRow>(
    'select seq, id, sender_id, text from messenger.message where chat_id = $1 order by seq',
    [chat],
  )
  const changes = await database.query<{ seq: number }>('select seq from messenger.chat_event where chat_id = $1', [
    chat,
  ])
  const intervals = await database.query<IntervalRow>(
    `select profile_id, start_seq, left_seq from messenger.chat_interval where chat_id = $1
     union all select profile_id, start_seq, left_seq from messenger.chat_member where chat_id = $1`,
    [chat],
  )
  return [
    ...messages.map(({ seq, id, sender_id, text }) => ({
      t: 'stored' as const,
      chat,
      seq: Number(seq),
      key: id,
      sender: sender_id,
      text,
    })),
    ...changes.map(({ seq }) => ({ t: 'change' as const, chat, seq: Number(seq) })),
    ...intervals.map(({ profile_id, start_seq, left_seq }) => ({
      t: 'member' as const,
      chat,
      profile: profile_id,
      from: Number(start_seq) + 1,
      until: left_seq === null ? null : Number(left_seq),
    })),
  ]
}
