import type { EventName, EventPayload } from '#contract/events.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import { DEFAULT_PERMISSIONS } from '#contract/messenger/chat-permissions.ts'
import type { ChatMine, ChatState, Message } from '#contract/messenger/chats.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import type { Snapshot } from '#contract/messenger/sync.ts'

/** Small values for the tests of the engine. */
export const ME = '01890a5d-ac96-774b-bcce-b30209900001'
export const ANNA = '01890a5d-ac96-774b-bcce-b30209900002'
export const VIKTOR = '01890a5d-ac96-774b-bcce-b30209900003'
export const CHAT = '01890a5d-ac96-774b-bcce-b302099000c1'
export const OTHER_CHAT = '01890a5d-ac96-774b-bcce-b302099000c2'
export const SCHOOL = '01890a5d-ac96-774b-bcce-b302099000d1'

const at = (seq: number) => new Date(Date.UTC(2026, 2, 17, 8, 0, seq)).toISOString()

export function message(seq: number, senderId = ANNA, more: Partial<Message> = {}): Message {
  return {
    id: `01890a5d-ac96-774b-bcce-${String(seq).padStart(12, '0')}`,
    chatId: CHAT,
    seq,
    ordinal: seq,
    version: 1,
    senderId,
    text: `message ${seq}`,
    mentions: [],
    attachments: [],
    replyToSeq: null,
    origin: null,
    poll: null,
    announcement: null,
    sticker: null,
    at: at(seq),
    editedAt: null,
    expiresAt: null,
    erased: null,
    reactions: [],
    reactionsSeq: 0,
    ...more,
  }
}

export function posted(seq: number, senderId = ANNA, more: Partial<Message> = {}): ChatEntry {
  return { e: 'message.posted', s: seq, at: at(seq), p: { message: message(seq, senderId, more) } }
}

export function mine(more: Partial<ChatMine> = {}): ChatMine {
  return {
    chatId: CHAT,
    version: 1,
    role: 'member',
    writeRefusal: null,
    pacedAt: null,
    startSeq: 0,
    readSeq: 0,
    hiddenSeq: 0,
    muted: false,
    joinRequests: 0,
    unread: 0,
    mentions: [],
    countedSeq: 0,
    ...more,
  }
}

export function chatState(lastSeq: number, more: Partial<ChatMine> = {}, chatId = CHAT): ChatState {
  return {
    chat: {
      id: chatId,
      version: 1,
      kind: 'group',
      title: '5 «Б»',
      pictureId: null,
      communityId: SCHOOL,
      unitId: null,
      audience: null,
      directIds: [],
      channelClass: null,
      permissions: DEFAULT_PERMISSIONS.group,
      slowModeMs: null,
      pins: [],
      reactions: null,
      membersCount: 3,
      supervision: null,
      createdAt: at(0),
    },
    mine: mine({ chatId, countedSeq: lastSeq, ...more }),
    lastSeq,
    lastMessage: lastSeq === 0 ? null : message(lastSeq, ANNA, { chatId }),
    readTop: [],
  }
}

type Moved = Snapshot['moved'][number]

export function snapshot(
  moved: readonly (Omit<Moved, 'changed' | 'own'> & Partial<Moved>)[],
  more: Partial<Snapshot> = {},
): Snapshot {
  return {
    profileSeq: 1,
    communitySeqs: {},
    memberships: [],
    moved: moved.map((item) => ({ changed: [], own: [], ...item })),
    same: [],
    gone: [],
    marks: null,
    folders: null,
    drafts: {},
    cards: [],
    ...more,
  }
}

export function chatEvent<N extends EventName>(e: N, p: EventPayload<N>, s?: number, id = CHAT): EventFrame {
  return { t: 'event', e, a: 'chat', id, at: at(s ?? 0), p, ...(s === undefined ? {} : { s }) }
}

export function profileEvent<N extends EventName>(e: N, p: EventPayload<N>, s?: number): EventFrame {
  return { t: 'event', e, a: 'profile', id: ME, at: at(s ?? 0), p, ...(s === undefined ? {} : { s }) }
}

export function postedFrame(seq: number, senderId = ANNA, more: Partial<Message> = {}): EventFrame {
  return chatEvent('message.posted', { message: message(seq, senderId, more) }, seq)
}
