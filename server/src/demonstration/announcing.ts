import type { Confirm } from '#contract/messenger/announcement.ts'
import type { AnnouncementPlace } from '#contract/messenger/announcements.ts'
import type { App } from '../app.ts'
import type { Actor } from './actors.ts'
import type { DemoAnnouncement, DemoPlace } from './conversations/announcements.ts'
import type { DemoSchool } from './school.ts'
import type { WalkingClock } from './walking-clock.ts'

const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000
/** Between one answer and the next. */
const ANSWER_MINUTES = 4

interface Parts {
  app: App
  clock: WalkingClock
  school: DemoSchool
  actorOf: (key: string) => Actor
  /** The channel for everybody. */
  everyoneId: string
  /** When the seed ends. */
  end: number
}

/** Announces something, brings it to its places, and has families answer. */
export async function announceInDemo(parts: Parts, told: DemoAnnouncement): Promise<void> {
  const { app, clock, school, actorOf, end } = parts
  const { communityId } = school
  const author = actorOf(told.who)
  const { id } = await author.call('announcements.make', {
    id: app.platform.newId(),
    communityId,
    text: told.text,
    important: told.important === true,
    ...(told.confirm === undefined ? {} : { confirm: confirmOf(told.confirm, end) }),
    places: told.places.map((place) => placeOf(parts, place)),
  })
  await app.messenger.announcing.run()
  if (told.answers !== undefined) await answer(parts, { author, id }, told.answers)
  if (told.withdrawnAfter === undefined) return
  clock.walkTo(clock.now() + told.withdrawnAfter * MINUTE_MS)
  await author.call('announcements.withdraw', { communityId, id })
  await app.messenger.announcing.run()
}

function confirmOf({ answers, who, dueIn }: NonNullable<DemoAnnouncement['confirm']>, end: number): Confirm {
  return { answers, who, dueAt: dueIn === null ? null : new Date(end + dueIn * DAY_MS).toISOString() }
}

function placeOf({ school, everyoneId }: Parts, place: DemoPlace): AnnouncementPlace {
  if (place === 'everyone') return { kind: 'chat', chatId: everyoneId }
  const [unit, audience] = place.split(' ') as ['upper' | 'lower', 'guardians' | 'pupils']
  return { kind: 'unit', unitId: school.unitIds[unit], audience }
}

/** Everybody answers where he reads it, for all his children who are asked. */
async function answer(
  { clock, school, actorOf }: Parts,
  { author, id }: { author: Actor; id: string },
  answers: NonNullable<DemoAnnouncement['answers']>,
): Promise<void> {
  const { targets } = await author.call('announcements.get', { communityId: school.communityId, id })
  const places = targets.flatMap(({ at, place }) =>
    at !== null && (place.kind === 'chat' || place.audience === 'guardians') ? at : [],
  )
  for (const [who, said, comment] of answers) {
    clock.walkTo(clock.now() + ANSWER_MINUTES * MINUTE_MS)
    const actor = actorOf(who)
    const { chats } = await actor.call('chats.list', { limit: 100 })
    const place = places.find(({ chatId }) => chats.some(({ chat }) => chat.id === chatId))
    if (place === undefined) throw new Error(`${who} reads no such announcement in the demonstration`)
    const { children } = await actor.call('announcements.own', place)
    await actor.call('announcements.answer', {
      ...place,
      childIds: children.map(({ childId }) => childId),
      answer: said,
      ...(comment === undefined ? {} : { comment }),
    })
  }
}
