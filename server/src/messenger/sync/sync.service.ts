import type { EventFrame } from '#contract/kit/socket.ts'
import { gather } from '../../platform/db/gather.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Audiences } from '../../platform/realtime/hub.ts'
import type { Hello } from './catch-up.ts'
import { type Comer, readSnapshots, type SnapshotParts, type Welcome } from './snapshots.ts'

/** Hellos that are answered together; the live traffic waits for no more of them at once. */
const TOGETHER_MAX = 16
/** While the database answers for some, the answers of others are made. */
const AT_ONCE = 2

export type SyncService = ReturnType<typeof createSyncService>

/** Catch-up of a client: what it may hear, and the snapshot that answers its positions. */
export function createSyncService(parts: SnapshotParts & Pick<Platform, 'db' | 'snapshot'>) {
  const { audienceLog, db } = parts
  const { log, reader } = parts.stores
  // One repeatable-read transaction on the primary, so that no two parts of an answer contradict each other.
  const welcome = gather(
    (comers: readonly Comer[]) => parts.snapshot((tx) => readSnapshots(parts, tx, comers)),
    TOGETHER_MAX,
    AT_ONCE,
  )
  return {
    async audiencesOf(profileIds: readonly string[]): Promise<Map<string, Audiences>> {
      const standings = await parts.standingsOf(db, profileIds)
      const starts = await reader.accessChatStarts(
        db,
        profileIds.map((profileId) => ({ profileId, classes: standings.get(profileId)!.classes })),
      )
      return new Map(
        profileIds.map((id) => {
          const chats = [...(starts.get(id) ?? [])]
          const audiences: Audiences = {
            chats: new Map(chats.map(([chatId, { start_seq }]) => [chatId, start_seq])),
            communities: standings.get(id)!.keys,
            // A stream that begins without a number takes the first event that comes for the next one, and what should
            // have come before it, such as a removal, for an old one.
            heads: new Map(chats.map(([chatId, { last_seq }]) => [`chat:${chatId}`, last_seq])),
          }
          return [id, audiences]
        }),
      )
    },

    /** The answer to a hello; those that come while others are answered are answered together. */
    snapshot: async (profileId: string, hello: Hello): Promise<Welcome> => (await welcome({ profileId, hello }))!,

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
