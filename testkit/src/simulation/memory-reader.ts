import { isMentioned } from '#contract/messenger/mentioned.ts'
import { UNREAD_COUNT_MAX, UNREAD_MENTIONS_MAX } from '#contract/messenger/messenger.limits.ts'
import { messageView, type PlaceRow, type ReaderRow } from '#server/messenger/chats/chat-views.ts'
import type {
  ChannelClass,
  HeldFacts,
  OpenedClass,
  ReaderOfChat,
  UnreadFrom,
} from '#server/messenger/chats/reader.store.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import type { Reader } from '#server/platform/db/database.ts'
import { memoryOf, type Row, statement, type Transaction } from './memory-database.ts'
import { topOf } from './memory-reads.ts'

/** What a profile may read, from memory, as `reader.store.ts` reads it from PostgreSQL. */
export const memoryReader: MessengerStores['reader'] = {
  accessChats(reader, profileId, classes, which = {}) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const before = which.before
      const rows = readable(t, profileId, classes)
        .filter((chat) => which.ids === undefined || which.ids.includes(chat.id))
        .map((chat) => ({ row: readerRow(t, profileId, chat), createdAt: chat.created_at }))
        .map(({ row, createdAt }) => ({ row, at: row.last_message ? new Date(row.last_message.sent_at) : createdAt }))
        .filter(({ row, at }) => before === undefined || at < before.at || (+at === +before.at && row.id < before.id))
        .sort((one, other) => +other.at - +one.at || (one.row.id > other.row.id ? -1 : 1))
        .map(({ row }) => row)
      return which.limit === undefined ? rows : rows.slice(0, which.limit)
    })
  },

  accessChatsOf(reader, asked) {
    const t = memoryOf(reader)
    return statement(t, () =>
      asked.flatMap(({ profileId, chatId }) => {
        const chat = t.get('messenger.chat', chatId)
        if (chat === undefined || chat.deleted_at !== null) return []
        if (chat.kind !== 'channel' && openMember(t, chatId, profileId) === null) return []
        return [{ ...readerRow(t, profileId, chat), reader_id: profileId }]
      }),
    )
  },

  accessFacts(reader, readers) {
    const t = memoryOf(reader)
    const factsOf = (profileId: string, chat: Row<'messenger.chat'>): HeldFacts => {
      const row = readerRow(t, profileId, chat)
      const { id, last_seq, last_ordinal, refusal_version, head_refusal, role, facts_version, own_refusal, paced_at } =
        row
      const kind = row.kind === 'channel' ? row.kind : null
      const { start_seq, read_seq, read_version, hidden_seq, join_requests, muted } = row
      const read_ordinal = t.get('messenger.read_position', `${id} ${profileId}`)?.ordinal ?? null
      const head = { id, kind, last_seq, last_ordinal, refusal_version, head_refusal, role, facts_version, own_refusal }
      return { ...head, paced_at, start_seq, read_seq, read_ordinal, read_version, hidden_seq, join_requests, muted }
    }
    return statement(t, () =>
      readers.map(({ profileId, classes }) => readable(t, profileId, classes).map((chat) => factsOf(profileId, chat))),
    )
  },

  countUnread(reader, asked) {
    const t = memoryOf(reader)
    return statement(t, () => asked.map((each) => Math.min(unreadOf(t, each), UNREAD_COUNT_MAX)))
  },

  readMentions(reader, asked) {
    const t = memoryOf(reader)
    return statement(t, () => asked.map((each) => mentionsOf(t, each)))
  },

  accessMemberPlaces<R extends ReaderOfChat>(reader: Reader, asked: readonly R[]) {
    const t = memoryOf(reader)
    const placeOf = ({ profileId, chatId }: R): PlaceRow | null => {
      const chat = t.get('messenger.chat', chatId)
      if (chat === undefined || chat.deleted_at !== null || openMember(t, chatId, profileId) === null) return null
      const row = readerRow(t, profileId, chat)
      const { id, kind, last_seq, head_refusal, own_refusal, start_seq, read_seq } = row
      return { id, kind, last_seq, head_refusal, own_refusal, start_seq, read_seq }
    }
    return statement(t, () => {
      const places = new Map<R, PlaceRow>()
      for (const each of asked) {
        const place = placeOf(each)
        if (place !== null) places.set(each, place)
      }
      return places
    })
  },

  accessChatStarts(reader, readers) {
    const t = memoryOf(reader)
    const startsOf = (profileId: string, classes: readonly ChannelClass[]) =>
      readable(t, profileId, classes).map((chat) => {
        const start_seq = openMember(t, chat.id, profileId)?.start_seq ?? 0
        return [chat.id, { start_seq, last_seq: t.get('messenger.chat_head', chat.id)!.last_seq }] as const
      })
    return statement(
      t,
      () => new Map(readers.map(({ profileId, classes }) => [profileId, new Map(startsOf(profileId, classes))])),
    )
  },

  peopleOfSharedChats(reader, profileId, others) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const members = t.all('messenger.chat_member')
      const mine = new Set(
        members
          .filter((row) => row.profile_id === profileId && row.left_seq === null)
          .filter((row) => t.get('messenger.chat', row.chat_id)!.deleted_at === null)
          .map((row) => row.chat_id),
      )
      const theirs = members.filter((row) => mine.has(row.chat_id) && others.includes(row.profile_id))
      return [...new Set(theirs.map((row) => row.profile_id))]
    })
  },
}

function openMember(t: Transaction, chatId: string, profileId: string): Row<'messenger.chat_member'> | null {
  const member = t.get('messenger.chat_member', `${chatId} ${profileId}`)
  return member === undefined || member.left_seq !== null ? null : member
}

function readable(t: Transaction, profileId: string, classes: readonly OpenedClass[]): Row<'messenger.chat'>[] {
  return t.all('messenger.chat').filter((chat) => {
    if (chat.deleted_at !== null) return false
    if (openMember(t, chat.id, profileId) !== null) return true
    if (chat.kind !== 'channel') return false
    return classes.some((rule) => rule.communityId === chat.community_id && rule.class === chat.channel_class)
  })
}

function readerRow(t: Transaction, profileId: string, chat: Row<'messenger.chat'>): ReaderRow {
  const head = t.get('messenger.chat_head', chat.id)!
  const member = openMember(t, chat.id, profileId)
  const position = t.get('messenger.read_position', `${chat.id} ${profileId}`)
  const startSeq = member?.start_seq ?? 0
  const messages = t
    .all('messenger.message')
    .filter((row) => row.chat_id === chat.id && row.seq > startSeq)
    .sort((one, other) => one.seq - other.seq)
  const from = { chatId: chat.id, profileId, startSeq, afterOrdinal: position?.ordinal ?? 0 }
  const unread = unreadOf(t, from)
  const last = messages.at(-1)
  const top = topOf(t, chat.id).map(({ profileId: reader, seq }) => ({ profile_id: reader, seq }))
  return {
    ...chat,
    last_seq: head.last_seq,
    last_ordinal: head.last_ordinal,
    refusal_version: head.refusal_version,
    head_refusal: head.write_refusal,
    role: member?.role ?? null,
    facts_version: member?.facts_version ?? null,
    own_refusal: member?.write_refusal ?? null,
    paced_at: member?.paced_at ?? null,
    start_seq: member?.start_seq ?? null,
    read_seq: position?.seq ?? null,
    read_version: position?.version ?? null,
    hidden_seq: position?.hidden_seq ?? null,
    muted: position?.muted ?? null,
    unread: Math.min(unread, UNREAD_COUNT_MAX),
    mentions: mentionsOf(t, from),
    last_message:
      last === undefined
        ? null
        : {
            ...last,
            sent_at: last.sent_at.toISOString(),
            edited_at: last.edited_at?.toISOString() ?? null,
            expires_at: last.expires_at?.toISOString() ?? null,
          },
    read_top: top.length > 0 ? top : null,
  }
}

/** Messages of others above a place. */
function unreadOf(t: Transaction, { chatId, profileId, startSeq, afterOrdinal }: UnreadFrom): number {
  return t
    .all('messenger.message')
    .filter((row) => row.chat_id === chatId && row.seq > startSeq && row.ordinal > afterOrdinal)
    .filter((row) => row.sender_id !== profileId && row.erased_at === null).length
}

/** Numbers of the messages of others above a place that name the reader, ascending, the oldest of many. */
function mentionsOf(t: Transaction, { chatId, profileId, startSeq, afterOrdinal }: UnreadFrom): number[] {
  return t
    .all('messenger.message')
    .filter((row) => row.chat_id === chatId && row.seq > startSeq && row.ordinal > afterOrdinal)
    .filter((row) => isMentioned(messageView(row), profileId))
    .map((row) => row.seq)
    .sort((one, other) => one - other)
    .slice(0, UNREAD_MENTIONS_MAX)
}
