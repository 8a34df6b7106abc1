import { newId } from '../client.ts'
import { type Case, of } from './case.ts'
import type { Ids } from './facts.ts'

const community = ({ communityId }: Ids) => ({ communityId })
/** MSG-22: the staff announces; an announcement of nobody is none to whoever may ask for it. */
const staff = { over: 'organisation', source: 'MSG-22', may: 'oracle.works(a.id, t.organisation)' } as const
const one = { ...staff, passes: ['announcement.unknown'] } as const

const inMessage = {
  over: 'message',
  source: 'P-02',
  may: 'oracle.reads(a.id, t.chat)',
  passes: ['announcement.unknown'],
} as const

/** What is announced in organisations. */
export const ANNOUNCEMENT_CASES: readonly Case[] = [
  of('announcements.places', { ...staff, input: community }),
  of('announcements.list', { ...staff, input: community }),
  of('announcements.get', { ...one, input: (ids) => ({ ...community(ids), id: newId() }) }),
  of('announcements.edit', { ...one, input: (ids) => ({ ...community(ids), id: newId(), version: 1, text: 'Иначе' }) }),
  of('announcements.withdraw', { ...one, input: (ids) => ({ ...community(ids), id: newId() }) }),
  of('announcements.families', { ...one, input: (ids) => ({ ...community(ids), id: newId() }) }),
  of('announcements.remind', { ...one, input: (ids) => ({ ...community(ids), id: newId() }) }),
  // P-02: whoever reads a message is told that it is no announcement.
  of('announcements.own', {
    ...inMessage,
    rests: false,
    input: ({ chatId, seq }) => ({ chatId, seq }),
  }),
  of('announcements.answer', {
    ...inMessage,
    input: ({ chatId, seq, profileId }) => ({ chatId, seq, childIds: [profileId], answer: 'seen' }),
  }),
  // Decision 0037: to a unit by its staff or by an administrator, to «Коллектив» by the latter alone.
  of('announcements.make', {
    over: 'unit',
    on: ['a.one', 'a.two', 'a.staff', 'b.one', 's.one'],
    variant: 'to the unit',
    source: 'MSG-22, decision 0037',
    may: `oracle.administers(a.id, t.organisation) or (oracle.works_in(a.id, t.unit) and not oracle.is_system(t.unit))`,
    input: ({ communityId, unitId }) => ({
      id: newId(),
      communityId,
      text: 'Собрание',
      important: false,
      places: [{ kind: 'unit', unitId, audience: 'guardians' }],
    }),
  }),
  // CHN-03, CHT-03: in a channel by administrators, in a group by whoever of the staff writes there.
  of('announcements.make', {
    over: 'chat',
    on: ['a.class', 'a.staffRoom', 'a.strict', 'a.everybody', 'b.group', 's.group'],
    variant: 'in the chat',
    source: 'MSG-22, CHN-03, CHT-03',
    may: `oracle.runs_channel(a.id, t.chat) or (oracle.works(a.id, t.organisation) and oracle.is_group(t.chat)
      and oracle.writes(a.id, t.chat))`,
    input: ({ communityId, chatId }) => ({
      id: newId(),
      communityId,
      text: 'Собрание',
      important: false,
      places: [{ kind: 'chat', chatId }],
    }),
  }),
]
