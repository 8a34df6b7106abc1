import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { Mark } from '#contract/messenger/marks.ts'
import { passingRefusal } from '#contract/messenger/messages.abilities.ts'
import { MARKS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import type { ImportantRow } from './marks.store.ts'

interface Parts extends Pick<Platform, 'clock' | 'emitter'>, Pick<ChatsService, 'accessPlace'> {
  doors: LeftDoors
  stores: MessengerStores
}

const LIST_LIMIT = 50

type FailMark = Fail<'chat.unknown' | 'message.unknown' | 'message.erased' | 'message.vanishing' | 'mark.tooMany'>

export type MarksService = ReturnType<typeof createMarks>

/** What a reader marks for himself alone; his other devices learn it, and nobody else does (MSG-13, MSG-15, MSG-16). */
export function createMarks(parts: Parts) {
  const { clock, emitter, accessPlace } = parts
  const { marks, messages } = parts.stores

  /** Messages that the viewer sees in a chat. */
  const accessSeen = async (tx: Tx, viewerId: string, chatId: string, seqs: readonly number[], fail: FailMark) => {
    const place = (await accessPlace(tx, viewerId, chatId)) ?? fail('chat.unknown')
    const seen = await messages.messagesBySeq(tx, chatId, seqs, place.start_seq ?? 0)
    if (seen.length < seqs.length) fail('message.unknown')
    return seen
  }

  /** What the viewer may read still of what he has marked, in the order of marking. */
  const readImportant = async (reader: Reader, viewerId: string, rows: readonly ImportantRow[]) => {
    const found = new Map<string, Message>()
    for (const chatId of new Set(rows.map((row) => row.chat_id))) {
      const place = await accessPlace(reader, viewerId, chatId)
      if (place === null) continue
      const seqs = rows.flatMap((row) => (row.chat_id === chatId ? row.seq : []))
      for (const message of await messages.messagesBySeq(reader, chatId, seqs, place.start_seq ?? 0)) {
        found.set(`${chatId} ${message.seq}`, message)
      }
    }
    return rows.flatMap((row) => {
      const message = found.get(`${row.chat_id} ${row.seq}`)
      return message === undefined || message.erased !== null ? [] : { message, markedAt: toInstant(row.marked_at) }
    })
  }

  const checkRoom = async (tx: Tx, viewerId: string, mark: Mark, more: number, fail: FailMark) => {
    const marksMax = MARKS_MAX[mark]
    if ((await marks.countMarks(tx, viewerId, mark)) + more > marksMax) fail('mark.tooMany', { marksMax, mark })
  }

  return {
    /** What is marked already, or not any more, is told to nobody. */
    async set(
      tx: Tx,
      viewerId: string,
      { chatId, seqs, mark, set }: InputOf<Operations['marks.set']>,
      fail: FailMark,
    ): Promise<OutputOf<Operations['marks.set']>> {
      const seen = await accessSeen(tx, viewerId, chatId, seqs, fail)
      const of = { profileId: viewerId, chatId, mark }
      if (set && mark === 'important') {
        for (const message of seen) {
          const refusal = passingRefusal(message)
          if (refusal !== null) fail(refusal)
        }
      }
      if (set) await checkRoom(tx, viewerId, mark, seqs.length, fail)
      const changed = set ? await marks.addMarks(tx, of, seqs, clock.now()) : await marks.dropMarks(tx, of, seqs)
      if (changed.length > 0) {
        await emitter.toProfile(tx, viewerId, 'marks.changed', { chatId, seqs: changed, mark, set })
      }
      return {}
    },

    async important(
      db: Reader,
      viewerId: string,
      { cursor, limit = LIST_LIMIT }: InputOf<Operations['marks.important']>,
    ): Promise<OutputOf<Operations['marks.important']>> {
      const place = decodeCursor(cursor, ['instant', 'id', 'count'])
      const before =
        place === null
          ? null
          : { at: new Date(place[0] as string), chatId: place[1] as string, seq: place[2] as number }
      const rows = await marks.pageImportant(db, viewerId, before, limit + 1)
      const shown = rows.slice(0, limit)
      const found = await readImportant(db, viewerId, shown)
      const people = found.flatMap(({ message: { senderId, origin } }) => [
        senderId,
        ...(origin?.kind === 'person' ? [origin.profileId] : []),
      ])
      const last = shown.at(-1)
      return {
        messages: found,
        cards: await parts.doors.cards(db, [...new Set(people)]),
        next:
          rows.length > limit && last !== undefined
            ? encodeCursor([toInstant(last.marked_at), last.chat_id, last.seq])
            : null,
      }
    },
  }
}
