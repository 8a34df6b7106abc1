import { readFile } from 'node:fs/promises'
import type { Cast, Organisation } from './cast.ts'
import type { SurfaceName } from './client.ts'
import type { Person } from './people.ts'
import { CLUSTER_VARIABLE } from './test-database.ts'
import type { World } from './world.ts'

/** Names the file with a cast that was made once for all test files of a run. */
export const CAST_VARIABLE = 'PARTA_TEST_CAST'

interface KeptClient {
  surface: SurfaceName
  name: string
  cookies: [string, string][]
}

interface KeptPerson extends Omit<Person, 'client'> {
  client: KeptClient
}

type KeptOrganisation = Omit<Organisation, 'administrator'>

const PEOPLE = [
  'director',
  'teacher',
  'secondTeacher',
  'pupil',
  'secondPupil',
  'otherPupil',
  'parent',
  'stranger',
] as const

/** A cast as it lies in a file: its rows as statements, and what its people's browsers hold. */
export interface KeptCast {
  /** When it was made, in milliseconds since 1970. */
  madeAt: number
  statements: string
  operator: KeptClient
  school: KeptOrganisation
  kindergarten: KeptOrganisation
  classId: string
  otherClassId: string
  people: Record<(typeof PEOPLE)[number] | 'newcomer', KeptPerson>
}

/** What of a cast is kept beside its rows. */
export function keptOf(cast: Cast): Omit<KeptCast, 'madeAt' | 'statements'> {
  const { operator, school, kindergarten, classId, otherClassId } = cast
  const named = [...PEOPLE, 'newcomer'] as const
  const people = Object.fromEntries(
    named.map((name) => [name, { ...cast[name], client: clientOf(cast[name].client) }]),
  ) as KeptCast['people']
  return {
    operator: clientOf(operator),
    school: withoutPerson(school),
    kindergarten: withoutPerson(kindergarten),
    classId,
    otherClassId,
    people,
  }
}

/** A run is over before its cast is older. */
const AGE_MS_MAX = 3_600_000

/**
 * Puts the cast of the run into a world in which nobody has been yet, with its times moved to the world's now; null when there
 * is none, when somebody watches what the world tells its people, or when the world lives in another time: what was made then
 * has its school year and its ages.
 */
export async function copyKeptCast(world: World): Promise<Cast | null> {
  const path = process.env[CAST_VARIABLE] ?? ''
  // It is sealed with the secrets of the run's cluster, and means nothing in another one.
  if (path === '' || process.env[CLUSTER_VARIABLE] === undefined) return null
  if (world.isWatched || world.database.isTemplate !== true) return null
  const [found] = await world.database.query<{ used: boolean }>('select exists (select from identity.account) as used')
  if (found!.used) return null
  const kept = JSON.parse(await readFile(path, 'utf8')) as KeptCast
  const shift = Math.round(world.clock.now() - kept.madeAt)
  if (shift < 0 || shift > AGE_MS_MAX) return null
  await world.database.query(`begin; set local parta.shift = '${shift} milliseconds'; ${kept.statements} commit`)
  return livingCast(world, kept)
}

function livingCast(world: World, { operator, school, kindergarten, classId, otherClassId, people }: KeptCast): Cast {
  const living = Object.fromEntries(
    Object.entries(people).map(([name, person]) => [name, { ...person, client: livingClient(world, person.client) }]),
  ) as Record<keyof typeof people, Person>
  return {
    ...living,
    operator: livingClient(world, operator),
    school: { ...school, administrator: living.director },
    kindergarten: { ...kindergarten, administrator: living.stranger },
    classId,
    otherClassId,
  }
}

function livingClient(world: World, { surface, name, cookies }: KeptClient) {
  const client = world.client(surface, name)
  for (const [key, value] of cookies) client.cookies.set(key, value)
  return client
}

function clientOf({ surface, name, cookies }: Person['client']): KeptClient {
  return { surface, name, cookies: [...cookies] }
}

function withoutPerson({ administrator: _administrator, ...organisation }: Organisation): KeptOrganisation {
  return organisation
}
