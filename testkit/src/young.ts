import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { type Cast, join } from './cast.ts'
import { newPhone, type Person, signIn } from './people.ts'
import type { World } from './world.ts'

/** Before any day on which a test runs. */
const SIGNED_ON = '2024-09-02'

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
