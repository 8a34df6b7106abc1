import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import { READERS_NAMED_MAX } from '#contract/messenger/readers.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { type ReaderOfMessage, readersOfMessage } from './readers.store.ts'

interface Parts extends Pick<Platform, 'clock'>, Pick<ChatsService, 'accessPlace'> {
  doors: Pick<LeftDoors, 'cards' | 'pupilsAmong'>
  stores: Pick<MessengerStores, 'messages'>
}

type Answer = OutputOf<Operations['reads.list']>

export type Readers = ReturnType<typeof createReaders>

/** Who has read an own message (MSG-10). */
export function createReaders({ clock, accessPlace, doors, stores }: Parts) {
  /** Of so many that nobody reads their names: counts by what they are. */
  const groupsOf = async (db: Reader, people: readonly ReaderOfMessage[]): Promise<Answer['groups']> => {
    const ids = people.map(({ profileId }) => profileId)
    const pupils = await doors.pupilsAmong(db, ids)
    const ofStaff = new Set((await doors.cards(db, ids)).flatMap(({ id, staff }) => (staff ? id : [])))
    const whoOf = (id: string) => (ofStaff.has(id) ? 'staff' : pupils.has(id) ? 'pupils' : 'others')
    const byWho = Map.groupBy(people, ({ profileId }) => whoOf(profileId))
    return (['staff', 'pupils', 'others'] as const).flatMap((who) => {
      const group = byWho.get(who) ?? []
      return group.length === 0 ? [] : { who, all: group.length, read: countRead(group) }
    })
  }

  return {
    async list(
      db: Reader,
      viewerId: string,
      { chatId, seq }: InputOf<Operations['reads.list']>,
      fail: Fail<'chat.unknown' | 'message.unknown' | 'message.erased' | 'message.notOwn'>,
    ): Promise<Answer> {
      const place = (await accessPlace(db, viewerId, chatId)) ?? fail('chat.unknown')
      const [message] = await stores.messages.messagesBySeq(db, chatId, [seq], place.start_seq ?? 0)
      if (message === undefined) return fail('message.unknown')
      if (message.senderId !== viewerId) fail('message.notOwn')
      const isOver = message.expiresAt !== null && Date.parse(message.expiresAt) <= clock.now()
      if (message.erased !== null || isOver) fail('message.erased')
      const people = await readersOfMessage(db, { chatId, seq, senderId: viewerId })
      const counts = { all: people.length, read: countRead(people) }
      if (people.length > READERS_NAMED_MAX) {
        return { ...counts, readers: [], cards: [], groups: await groupsOf(db, people) }
      }
      const readers = people.flatMap(({ profileId, readAt }) =>
        readAt === null ? [] : { profileId, at: toInstant(readAt) },
      )
      const cards = await doors.cards(
        db,
        readers.map(({ profileId }) => profileId),
      )
      return { ...counts, readers, cards, groups: [] }
    },
  }
}

function countRead(people: readonly ReaderOfMessage[]): number {
  return people.filter(({ readAt }) => readAt !== null).length
}
