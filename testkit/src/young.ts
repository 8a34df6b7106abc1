import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { dayBegins, dayIn } from '#server/identity/index.ts'
import { type Cast, join } from './cast.ts'
import { newPhone, type Person, signIn } from './people.ts'
import type { World } from './world.ts'

/** Before any day on which a test runs. */
const SIGNED_ON = '2024-09-02'
const DAY_MS = 86_400_000

/**
 * Makes a pupil as young as nobody who registers alone may be. What follows from an age is told where a role is given,
 * so the lists hear of it here.
 */
export async function makeYoung(world: World, person: Person, birthDate: string): Promise<void> {
  await world.database.query(
    'update identity.person set birth_date = $2 where id = (select person_id from identity.profile where id = $1)',
    [person.profileId, birthDate],
  )
  await world.database.query(
    `update communities.member set withheld_until = ($2::date + interval '14 years') at time zone 'Europe/Moscow'
     where profile_id = $1`,
    [person.profileId, birthDate],
  )
}

/** A pupil of the class who is under 14 and for whom nobody has consented. */
export async function newYoungPupil(
  world: World,
  cast: Cast,
  { surname = 'Малышев', birthDate = '2016-04-12' }: { surname?: string; birthDate?: string } = {},
): Promise<Person> {
  const pupil = await signIn(world, newPhone(), { surname, name: 'Тим', birthDate: '2011-05-20' })
  await join(cast.school, pupil, { unitId: cast.classId, role: 'pupil' })
  await makeYoung(world, pupil, birthDate)
  return pupil
}

/** A child under 14 of the class with a parent who has not consented yet. */
export async function newYoungFamily(world: World, cast: Cast): Promise<{ parent: Person; child: Person }> {
  const child = await newYoungPupil(world, cast)
  const parent = await signIn(world, newPhone(), { surname: 'Малышева', name: 'Ольга' })
  await join(cast.school, parent, { unitId: cast.classId, role: 'parent', childProfileId: child.profileId })
  return { parent, child }
}

/** Records what a parent of a pupil of the class has signed on paper. */
export async function recordConsent(cast: Cast, child: Person, by: Person = cast.director): Promise<void> {
  await by.client.call('families.recordConsent', {
    unitId: cast.classId,
    childProfileId: child.profileId,
    textVersion: CONSENT_TEXT_VERSION,
    signedBy: 'Малышева Ольга Юрьевна',
    signedOn: SIGNED_ON,
  })
}

/** Makes somebody come to an age in two days, as a zone counts them; returns when that day begins there, in milliseconds. */
export async function comesToAge(world: World, person: Person, age: number, zone: string): Promise<number> {
  const day = dayIn(zone, world.clock.now() + 2 * DAY_MS)
  const birthDate = `${Number(day.slice(0, 4)) - age}${day.slice(4)}`
  await world.database.query(
    'update identity.person set birth_date = $2, time_zone = $3 where id = (select person_id from identity.profile where id = $1)',
    [person.profileId, birthDate, zone],
  )
  return dayBegins(zone, day)
}

/** Puts an organisation into a zone. */
export async function moveToZone(world: World, communityId: string, zone: string): Promise<void> {
  await world.database.query('update communities.community set time_zone = $2 where id = $1', [communityId, zone])
}
