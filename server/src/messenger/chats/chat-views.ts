import type { UrgentReason } from '#contract/communities/urgent.ts'
import { type ChatPermissions, DEFAULT_PERMISSIONS } from '#contract/messenger/chat-permissions.ts'
import type { Chat, ChatMine, ChatState, Message, Supervision } from '#contract/messenger/chats.ts'
import type { LinkPreview } from '#contract/messenger/link-preview.ts'
import type { Origin } from '#contract/messenger/origin.ts'
import type { Poll } from '#contract/messenger/poll.ts'
import type { Sticker } from '#contract/messenger/sticker.ts'
import { toInstant } from '../../platform/clock/clock.ts'

/** A row of `messenger.chat`, as far as views need it. */
export interface ChatRow {
  id: string
  kind: string
  title: string
  picture_id: string | null
  community_id: string | null
  unit_id: string | null
  unit_audience: string | null
  channel_class: string | null
  direct_low: string | null
  direct_high: string | null
  members_count: number
  permissions: unknown
  slow_mode_ms: number | null
  pins: number[]
  reactions: string[] | null
  supervision: string | null
  observer_ids: string[]
  archived: boolean
  deleted_at: Date | null
  version: number
  created_at: Date
}

export interface MessageRowView {
  chat_id: string
  seq: number
  ordinal: number
  id: string
  sender_id: string
  text: string
  mentions: unknown
  attachments: unknown
  reply_to_seq: number | null
  origin: unknown
  poll: unknown
  announcement: unknown
  sticker: unknown
  urgent: string | null
  preview: unknown
  version: number
  sent_at: Date
  edited_at: Date | null
  expires_at: Date | null
  erased_why: string | null
  reactions: unknown
  reactions_seq: number | null
}

/** A row of `messenger.message` as `to_json` writes it. */
export type MessageJson = Omit<MessageRowView, 'sent_at' | 'edited_at' | 'expires_at'> & {
  sent_at: string
  edited_at: string | null
  expires_at: string | null
}

/** Where one reader stands in a chat. */
export interface PlaceRow {
  id: string
  /** Null where it was not read; it is known of channels everywhere. */
  kind: string | null
  last_seq: number
  head_refusal: string | null
  own_refusal: string | null
  start_seq: number | null
  read_seq: number | null
}

/** What one reader is in a chat and where he stands there, without anything of what the chat holds. */
export interface FactsRow extends PlaceRow {
  last_ordinal: number
  join_requests: number
  refusal_version: number
  role: string | null
  facts_version: number | null
  paced_at: Date | null
  read_version: number | null
  hidden_seq: number | null
  muted: boolean | null
}

/** One chat with the facts of one reader, as `chats.store.ts` reads it. */
export interface ReaderRow extends ChatRow, FactsRow {
  kind: string
  unread: number
  mentions: number[]
  last_message: MessageJson | null
  read_top: { profile_id: string; seq: number }[] | null
}

export function chatView(row: ChatRow): Chat {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind as Chat['kind'],
    title: row.title,
    pictureId: row.picture_id,
    communityId: row.community_id,
    unitId: row.unit_id,
    audience: row.unit_audience as Chat['audience'],
    directIds: row.kind !== 'direct' ? [] : [row.direct_low!, row.direct_high!],
    channelClass: row.channel_class as Chat['channelClass'],
    permissions: permissionsOf(row),
    slowModeMs: row.slow_mode_ms as Chat['slowModeMs'],
    pins: row.pins,
    reactions: row.reactions as Chat['reactions'],
    membersCount: row.members_count,
    supervision: supervisionOf(row),
    createdAt: toInstant(row.created_at),
  }
}

/** What people may do in a chat: what holds by itself, and what was decided otherwise. */
export function permissionsOf(row: Pick<ChatRow, 'kind' | 'permissions'>): ChatPermissions {
  return { ...DEFAULT_PERMISSIONS[row.kind as Chat['kind']], ...(row.permissions as Partial<ChatPermissions>) }
}

function supervisionOf(row: ChatRow): Chat['supervision'] {
  if (row.supervision === null) return null
  return { mode: row.supervision as Supervision['mode'], observerIds: row.observer_ids }
}

export function messageView(row: MessageRowView): Message {
  return {
    id: row.id,
    chatId: row.chat_id,
    seq: row.seq,
    ordinal: row.ordinal,
    version: row.version,
    senderId: row.sender_id,
    text: row.text,
    mentions: row.erased_why === null ? ((row.mentions ?? []) as Message['mentions']) : [],
    attachments: row.erased_why === null ? ((row.attachments ?? []) as Message['attachments']) : [],
    // What was erased says no more what it answered.
    replyToSeq: row.erased_why === null ? row.reply_to_seq : null,
    origin: row.erased_why === null ? ((row.origin ?? null) as Origin | null) : null,
    poll: row.erased_why === null ? ((row.poll ?? null) as Poll | null) : null,
    announcement: (row.announcement ?? null) as Message['announcement'],
    sticker: row.erased_why === null ? ((row.sticker ?? null) as Sticker | null) : null,
    ...(row.urgent === null ? {} : { urgent: row.urgent as UrgentReason }),
    ...(row.preview === null || row.erased_why !== null ? {} : { preview: row.preview as LinkPreview }),
    at: toInstant(row.sent_at),
    editedAt: row.edited_at === null || row.erased_why !== null ? null : toInstant(row.edited_at),
    expiresAt: row.expires_at === null ? null : toInstant(row.expires_at),
    erased: row.erased_why as Message['erased'],
    reactions: (row.reactions ?? []) as Message['reactions'],
    reactionsSeq: row.reactions_seq ?? 0,
  }
}

export function messageOfJson(row: MessageJson): Message {
  const dateOf = (at: string | null) => (at === null ? null : new Date(at))
  const { sent_at, edited_at, expires_at } = row
  return messageView({
    ...row,
    sent_at: new Date(sent_at),
    edited_at: dateOf(edited_at),
    expires_at: dateOf(expires_at),
  })
}

/** Why the reader may not write there, or null when he may. */
export function writeRefusalOf(row: PlaceRow): ChatMine['writeRefusal'] {
  const refusal = row.kind === 'channel' ? 'message.channelReadOnly' : (row.head_refusal ?? row.own_refusal)
  return refusal as ChatMine['writeRefusal']
}

/** The version grows with every fact that it is made of, none of which ever goes back. */
export function mineView(row: FactsRow & { unread: number; mentions: number[] }): ChatMine {
  return {
    chatId: row.id,
    version: (row.facts_version ?? 0) + (row.read_version ?? 0) + row.refusal_version,
    role: (row.role ?? 'member') as ChatMine['role'],
    writeRefusal: writeRefusalOf(row),
    pacedAt: row.paced_at === null ? null : toInstant(row.paced_at),
    startSeq: row.start_seq ?? 0,
    readSeq: Math.max(row.read_seq ?? 0, row.start_seq ?? 0),
    hiddenSeq: row.hidden_seq ?? 0,
    muted: row.muted === true,
    joinRequests: row.role === 'owner' || row.role === 'administrator' ? row.join_requests : 0,
    unread: row.unread,
    mentions: row.mentions,
    countedSeq: row.last_seq,
  }
}

export function stateView(row: ReaderRow): ChatState {
  return {
    chat: chatView(row),
    mine: mineView(row),
    lastSeq: row.last_seq,
    lastMessage: row.last_message === null ? null : messageOfJson(row.last_message),
    readTop: tellsWhoHasRead(row)
      ? (row.read_top ?? []).map(({ profile_id: profileId, seq }) => ({ profileId, seq }))
      : [],
  }
}

/** Readers of a channel learn nothing of each other. */
export function tellsWhoHasRead({ kind }: Pick<PlaceRow, 'kind'>): boolean {
  return kind !== 'channel'
}

/** The state of a chat as it may be kept somewhere: what people wrote stands in their messages only. */
export function withoutLastMessage(state: ChatState): ChatState {
  return { ...state, lastMessage: null }
}
