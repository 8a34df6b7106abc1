import { type Cast, join } from '../cast.ts'
import { newPhone, type Person, signIn } from '../people.ts'
import type { World } from '../world.ts'

const BIRTH = '2010-04-12'

/** More pupils of the class, each signed in. */
export async function joinCrowd(world: World, cast: Cast, count: number): Promise<Person[]> {
  const crowd: Person[] = []
  for (let n = 0; n < count; n += 1) {
    const person = await signIn(world, newPhone(), { surname: 'Ученик', name: `Номер ${letters(n)}`, birthDate: BIRTH })
    await join(cast.school, person, { unitId: cast.classId, role: 'pupil' })
    crowd.push(person)
  }
  return crowd
}

/** Names take no digits. */
const letters = (n: number): string => [...String(n)].map((digit) => 'абвгдежзик'[Number(digit)]).join('')
