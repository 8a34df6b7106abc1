import { isStaffRole, type Role } from '#contract/communities/types.ts'
import type { PersonFact } from '#contract/connector/facts.ts'
import { ADULT_AGE } from '#contract/identity/signin.limits.ts'

/** Somebody as he has told of himself, and what he is in the organisation already. */
export interface Candidate {
  surname: string
  name: string
  patronymic: string
  birthDate: string
  /** In whole years, today in the zone of the organisation. */
  age: number
  roles: readonly Role[]
}

export type Misfit =
  | { code: 'connector.nameDiffers'; details: { what: 'surname' | 'name' | 'patronymic' } }
  | { code: 'connector.birthDateDiffers' | 'connector.roleDiffers'; details: Record<never, never> }
  | { code: 'connector.notAdult'; details: { from: number } }

const fold = (text: string) => text.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim()

function nameMisfit(person: PersonFact, told: Candidate): 'surname' | 'name' | 'patronymic' | null {
  if (fold(person.surname) !== fold(told.surname)) return 'surname'
  if (fold(person.name) !== fold(told.name)) return 'name'
  const [one, other] = [fold(person.patronymic), fold(told.patronymic)]
  return one !== '' && other !== '' && one !== other ? 'patronymic' : null
}

/**
 * Whether the source now says of a person what is said of another human: two of surname, name and birth date are others. One alone is a marriage, or a
 * mistake that was put right.
 */
export function isSomebodyElse(person: PersonFact, told: Pick<Candidate, 'surname' | 'name' | 'birthDate'>): boolean {
  const others = [
    fold(person.surname) !== fold(told.surname),
    fold(person.name) !== fold(told.name),
    person.birthDate !== null && person.birthDate !== told.birthDate,
  ]
  return others.filter(Boolean).length > 1
}

/** Why somebody cannot be a person of the source; null when he may be. */
export function misfitOf(person: PersonFact, told: Candidate): Misfit | null {
  const name = nameMisfit(person, told)
  if (name !== null) return { code: 'connector.nameDiffers', details: { what: name } }
  if (person.birthDate !== null && person.birthDate !== told.birthDate) {
    return { code: 'connector.birthDateDiffers', details: {} }
  }
  const isPupil = person.kinds.includes('pupil')
  const isOnlyPupil = isPupil && person.kinds.length === 1
  if (!isOnlyPupil && told.age < ADULT_AGE) return { code: 'connector.notAdult', details: { from: ADULT_AGE } }
  const wasPupil = told.roles.includes('pupil')
  if ((wasPupil && !isPupil) || (isOnlyPupil && told.roles.some(isStaffRole))) {
    return { code: 'connector.roleDiffers', details: {} }
  }
  return null
}
