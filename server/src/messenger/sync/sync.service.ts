import type { Membership } from '#contract/communities/communities.ts'
import type { ClientFrame, EventFrame } from '#contract/kit/socket.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import { CATCH_UP_CHANGED_MAX, CATCH_UP_ENTRIES_MAX, PAGE_ENTRIES } from '#contract/messenger/messenger.limits.ts'
import type { Snapshot } from '#contract/messenger/sync.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Audiences } from '../../platform/realtime/hub.ts'
import { mineView, type ReaderRow, stateView } from '../chats/chat-views.ts'
import { peopleOf } from '../chats/people-of.ts'
import type { ChannelClass } from '../chats/reader.store.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'

type Hello = Extract<ClientFrame, { t: 'hello' }>

interface Parts extends Pick<Platform, 'db' | 'snapshot' | 'audienceLog'> {
  doors: LeftDoors
  stores: MessengerStores
  standingsOf: StandingsOf
}

/** What somebody is and hears in communities, all of one moment. */
export interface Standing {
  memberships: Membership[]
  classes: ChannelClass[]
  /** `community/class` of everything that he hears of communities. */
  keys: string[]
}

/** By profile, each of those that were asked for. */
export type StandingsOf = (reader: Reader, profileIds: readonly string[]) => Promise<ReadonlyMap<string, Standing>>

export type SyncService = ReturnType<typeof createSyncService>

/** Catch-up of a client: what it may hear, and the snapshot that answers its positions. */
export function createSyncService(parts: Parts) {
  const { audienceLog, db, doors } = parts
  const { log, reader } = parts.stores
  return {
    async audiencesOf(profileIds: readonly string[]): Promise<Map<string, Audiences>> {
      const standings = await parts.standingsOf(db, profileIds)
      const starts = await reader.accessChatStarts(
        db,
        profileIds.map((profileId) => ({ profileId, classes: standings.get(profileId)!.classes })),
      )
      return new Map(
        profileIds.map((id) => [id, { chats: starts.get(id) ?? new Map(), communities: standings.get(id)!.keys }]),
      )
    },

    /** Reads everything in one repeatable-read transaction on the primary, so that no two parts contradict each other. */
    async snapshot(profileId: string, hello: Hello): Promise<{ body: Snapshot; audiences: Audiences }> {
      return parts.snapshot(async (tx) => {
        const { memberships, classes, keys } = (await parts.standingsOf(tx, [profileId])).get(profileId)!
        const rows = await reader.accessChats(tx, profileId, classes)
        const ahead: Moved[] = []
        const same: Snapshot['same'] = []
        for (const row of rows) {
          if (hello.chats[row.id] === row.last_seq && !hello.open.includes(row.id)) {
            const state = stateView(row)
            same.push({ chatId: row.id, mine: mineView(row), readTop: state.readTop })
          } else ahead.push(movedOf(row, hello))
        }
        const moved = await readMoved(parts.stores, tx, profileId, ahead)
        const readable = new Set(rows.map((row) => row.id))
        const body: Snapshot = {
          profileSeq: (await audienceLog.readHeads(tx, 'profile', [profileId])).get(profileId) ?? 0,
          communitySeqs: Object.fromEntries(await audienceLog.readHeads(tx, 'community', keys)),
          memberships,
          moved,
          same,
          gone: Object.keys(hello.chats).filter((chatId) => !readable.has(chatId)),
          cards: await doors.cards(tx, peopleIn(moved)),
        }
        const chats = new Map(rows.map((row) => [row.id, row.start_seq ?? 0]))
        return { body, audiences: { chats, communities: keys, heads: headsOf(profileId, rows, body) } }
      })
    },

    /** Last numbers of logs, for streams that may have missed something. */
    heads(audience: EventFrame['a'], ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
      return audience === 'chat' ? log.readChatHeads(db, ids) : audienceLog.readHeads(db, audience, ids)
    },

    /** Numbered events between two numbers, for holes in a stream. */
    async readLog(audience: EventFrame['a'], id: string, from: number, to: number): Promise<EventFrame[]> {
      if (audience !== 'chat') return audienceLog.readAudienceLog(db, audience, id, from, to)
      const entries = await log.readChatLog(db, id, { from, to, limit: to - from + 1, end: 'low' })
      const frames = entries.map(({ e, s, at, p }): EventFrame => ({ t: 'event', e, a: 'chat', id, s, at, p }))
      const read = await log.readChanges(db, id, from, to)
      const changes = read.map((change) => log.changeFrame(change, change.message, change.reaction))
      return [...frames, ...changes].sort((one, other) => one.s! - other.s!)
    },
  }
}

/** Where every log stood that the reader hears, for the streams of this node. */
function headsOf(profileId: string, rows: readonly ReaderRow[], body: Snapshot): Map<string, number> {
  return new Map([
    [`profile:${profileId}`, body.profileSeq],
    ...Object.entries(body.communitySeqs).map(([key, seq]) => [`community:${key}`, seq] as const),
    ...rows.map((row) => [`chat:${row.id}`, row.last_seq] as const),
  ])
}

/** A chat that has moved beyond what the client holds of it. */
interface Moved {
  row: ReaderRow
  /** Up to where the client has heard it; null when it has to begin anew. */
  heardSeq: number | null
  isOpen: boolean
}

function movedOf(row: ReaderRow, hello: Hello): Moved {
  const heard = hello.chats[row.id]
  // A position beyond the end was given by a database that has been put back since: what it held is not kept.
  const isPlace = heard !== undefined && heard >= (row.start_seq ?? 0) && heard <= row.last_seq
  return { row, heardSeq: isPlace ? heard : null, isOpen: hello.open.includes(row.id) }
}

async function readMoved(
  { log, reactions }: MessengerStores,
  reader: Reader,
  profileId: string,
  moved: readonly Moved[],
): Promise<Snapshot['moved']> {
  const places = moved.flatMap(({ row, heardSeq }) =>
    heardSeq === null ? [] : [{ chatId: row.id, heardSeq, startSeq: row.start_seq ?? 0 }],
  )
  const changed = await log.readChanged(reader, places, CATCH_UP_CHANGED_MAX + 1)
  const items: Snapshot['moved'] = []
  for (const item of moved) {
    const { row } = item
    const messages = changed.get(row.id) ?? []
    const reset = isReset(item, messages.length)
    const entries = item.isOpen ? await readEntries(log, reader, item, reset) : []
    const kept = reset ? [] : messages
    const reacted = [
      ...kept.filter((message) => message.reactions.length > 0).map(({ seq }) => seq),
      ...reactedIn(entries),
    ]
    const own = await reactions.reactionsOf(reader, row.id, profileId, reacted)
    items.push({ state: stateView(row), entries, changed: kept, own, reset })
  }
  return items
}

/** Whether the client begins anew: nobody knows what it holds, or it has missed too much. */
function isReset({ row, heardSeq, isOpen }: Moved, changed: number): boolean {
  if (heardSeq === null || changed > CATCH_UP_CHANGED_MAX) return true
  return isOpen && row.last_seq - heardSeq > CATCH_UP_ENTRIES_MAX
}

async function readEntries(
  log: MessengerStores['log'],
  reader: Reader,
  { row, heardSeq }: Moved,
  reset: boolean,
): Promise<ChatEntry[]> {
  const to = row.last_seq
  if (!reset)
    return log.readChatLog(reader, row.id, { from: heardSeq! + 1, to, limit: CATCH_UP_ENTRIES_MAX, end: 'low' })
  const from = (row.start_seq ?? 0) + 1
  return log.readChatLog(reader, row.id, { from, to, limit: PAGE_ENTRIES, end: 'high' })
}

/** Numbers of the messages among the entries to which somebody has reacted. */
function reactedIn(entries: readonly ChatEntry[]): number[] {
  return entries.flatMap((entry) =>
    entry.e === 'message.posted' && entry.p.message.reactions.length > 0 ? [entry.s] : [],
  )
}

function peopleIn(moved: Snapshot['moved']): string[] {
  const ids = new Set<string>()
  for (const { state, entries } of moved) {
    for (const id of state.chat.directIds) ids.add(id)
    if (state.lastMessage !== null) ids.add(state.lastMessage.senderId)
    for (const id of peopleOf(entries as ChatEntry[])) ids.add(id)
  }
  return [...ids]
}
