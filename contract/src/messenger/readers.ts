import { Type } from 'typebox'
import { ProfileCard } from '../identity/profiles.ts'
import { query } from '../kit/operation.ts'
import { closed, Id, Instant, oneOf, Seq } from '../kit/scalars.ts'

/** In a larger chat nobody is named among those who have read, they are counted. */
export const READERS_NAMED_MAX = 500

const Count = Type.Integer({ minimum: 0 })

export const listReaders = query('reads.list', {
  summary:
    'Who has read an own message, and when, the last one first (MSG-10). Of more than 500 who may read it only counts are told. Whoever hides how far he reads counts as one who has not read.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, seq: Seq }),
  output: closed({
    /** Of how many who are in the chat and see the message. */
    all: Count,
    read: Count,
    /** When they have read, to about five seconds. */
    readers: Type.Array(closed({ profileId: Id, at: Instant })),
    cards: Type.Array(ProfileCard),
    /** Of more than 500, by what they are; empty otherwise. */
    groups: Type.Array(closed({ who: oneOf(['staff', 'pupils', 'others']), all: Count, read: Count })),
  }),
  errors: ['chat.unknown', 'message.unknown', 'message.erased', 'message.notOwn'],
})

export const readerOperations = { 'reads.list': listReaders } as const
