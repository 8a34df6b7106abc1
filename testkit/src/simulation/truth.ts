import type { ChatHistory, Happening } from './happenings.ts'
import type { MemoryDatabase, Row } from './memory-database.ts'

type Rows = ReadonlyMap<string, unknown> | undefined

/** Writes down everything that becomes durable in chats, in the moment in which it does. */
export class Truth {
  readonly #chats = new Map<string, { kind: 'group' | 'direct'; happenings: Happening[] }>()

  constructor(database: MemoryDatabase) {
    database.onCommit = (writes) => {
      for (const row of rowsOf<'messenger.chat'>(writes.get('messenger.chat'))) {
        if (row.kind !== 'channel' && !this.#chats.has(row.id)) {
          this.#chats.set(row.id, { kind: row.kind as 'group' | 'direct', happenings: [] })
        }
      }
      const members = rowsOf<'messenger.chat_member'>(writes.get('messenger.chat_member'))
      for (const row of rowsOf<'messenger.chat_event'>(writes.get('messenger.chat_event'))) {
        if (row.kind === 'reactions.changed') {
          this.#add(row.chat_id, fromReaction(row, writes.get('messenger.reaction')))
          continue
        }
        const target = writes.get('messenger.message')?.get(`${row.chat_id} ${row.target_seq}`)
        const happening =
          row.kind === 'message.changed' ? fromChange(row, target as Row<'messenger.message'>) : fromEvent(row, members)
        this.#add(row.chat_id, happening)
      }
      for (const row of rowsOf<'messenger.message'>(writes.get('messenger.message'))) {
        // A message as it was sent; later writes of its row have a version or reactions.
        if (row.version === 1 && row.reactions_seq === null) this.#add(row.chat_id, fromMessage(row))
      }
    }
  }

  get chats(): ChatHistory[] {
    return [...this.#chats].map(([chatId, { kind, happenings }]) => ({
      chatId,
      kind,
      happenings: [...happenings].sort((one, other) => one.seq - other.seq),
    }))
  }

  chat(chatId: string): ChatHistory | undefined {
    return this.chats.find((chat) => chat.chatId === chatId)
  }

  #add(chatId: string, happening: Happening): void {
    this.#chats.get(chatId)?.happenings.push(happening)
  }
}

function rowsOf<N extends Parameters<MemoryDatabase['rows']>[0]>(rows: Rows): Row<N>[] {
  return [...(rows?.values() ?? [])].filter((row) => row !== null) as Row<N>[]
}

function fromEvent(row: Row<'messenger.chat_event'>, members: Row<'messenger.chat_member'>[]): Happening {
  const { seq } = row
  const at = row.at.getTime()
  const payload = row.payload as {
    actorId: string | null
    profileIds: string[]
    what: 'created' | 'renamed'
    chat: { title: string }
  }
  const { actorId, profileIds } = payload
  if (row.kind === 'chat.changed') return { seq, at, kind: payload.what, actorId, title: payload.chat.title }
  if (row.kind === 'members.left') return { seq, at, kind: 'left', profileIds, actorId }
  const owners = members.filter((member) => member.joined_seq === seq && member.role === 'owner')
  return { seq, at, kind: 'joined', profileIds, actorId, owners: owners.map((member) => member.profile_id) }
}

function fromChange(row: Row<'messenger.chat_event'>, message: Row<'messenger.message'>): Happening {
  const { seq } = row
  const at = row.at.getTime()
  const { actorId, what } = row.payload as { actorId: string | null; what: 'edited' | 'erased' }
  const targetSeq = row.target_seq!
  if (actorId === null) return { seq, at, kind: 'expired', targetSeq }
  if (what === 'edited') return { seq, at, kind: 'edited', targetSeq, actorId, text: message.text }
  return { seq, at, kind: 'deleted', targetSeq, actorId }
}

function fromReaction(row: Row<'messenger.chat_event'>, written: Rows): Happening {
  const { actorId } = row.payload as unknown as { actorId: string }
  const targetSeq = row.target_seq!
  const given = written?.get(`${row.chat_id} ${targetSeq} ${actorId}`) as Row<'messenger.reaction'> | null
  return { seq: row.seq, at: row.at.getTime(), kind: 'reacted', targetSeq, actorId, reaction: given?.reaction ?? null }
}

function fromMessage(row: Row<'messenger.message'>): Happening {
  return {
    seq: row.seq,
    at: row.sent_at.getTime(),
    kind: 'posted',
    senderId: row.sender_id,
    key: row.id,
    text: row.text,
    files: ((row.attachments ?? []) as { id: string }[]).map(({ id }) => id),
    replyToSeq: row.reply_to_seq,
    lifetimeMs: row.expires_at === null ? null : +row.expires_at - +row.sent_at,
  }
}
