import type { DoubleGround } from '#contract/communities/doubles.ts'
import type { Role } from '#contract/communities/types.ts'
import type { NameParts } from '#contract/identity/names.ts'
import { nameKey } from '../roster/read-names.ts'

/** Somebody as he is compared with others of his kind. */
export interface Candidate extends NameParts {
  id: string
  /** YYYY-MM-DD. */
  birthDate: string | null
  /** Numbers and addresses in any one form that is the same for the same. */
  contacts: readonly string[]
  places: readonly { role: Role; unitId: string | null }[]
  /** Those who are no doubles of each other whatever they are called: one human with several entries by design. */
  apart: string
}

export interface LikelyPair {
  one: string
  other: string
  grounds: DoubleGround[]
}

/** More than so many of one name say nothing of anybody. */
const NAMESAKES_MAX = 60
const WEIGHT: Readonly<Record<DoubleGround, number>> = { contact: 4, birthDate: 3, place: 1, name: 1 }

const namesOf = ({ surname, name }: NameParts): string => [nameKey(surname), nameKey(name)].sort().join(' ')
const dayAndPlace = ({ role, unitId }: Candidate['places'][number]): string => `${role}/${unitId}`

/** Why two are thought to be one human; empty where they are not. */
export function groundsOf(one: Candidate, other: Candidate): DoubleGround[] {
  if (one.id === other.id || one.apart !== other.apart) return []
  const [first, second] = [nameKey(one.patronymic), nameKey(other.patronymic)]
  const isNamed = namesOf(one) === namesOf(other) && (first === '' || second === '' || first === second)
  const isDay = one.birthDate !== null && one.birthDate === other.birthDate
  const isReached = one.contacts.some((contact) => other.contacts.includes(contact))
  const places = new Set(one.places.map(dayAndPlace))
  const isHere = other.places.some((place) => place.unitId !== null && places.has(dayAndPlace(place)))
  const isLikely = isNamed ? isDay || isReached || isHere : isDay && isReached
  if (!isLikely) return []
  return [
    ...(isNamed ? (['name'] as const) : []),
    ...(isDay ? (['birthDate'] as const) : []),
    ...(isReached ? (['contact'] as const) : []),
    ...(isHere ? (['place'] as const) : []),
  ]
}

/** Pairs of likely doubles, the surest first, each once. */
export function likelyPairs(candidates: readonly Candidate[]): LikelyPair[] {
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    for (const key of new Set([`name ${namesOf(candidate)}`, ...candidate.contacts.map((each) => `at ${each}`)])) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [candidate])
      else group.push(candidate)
    }
  }
  const found = new Map<string, LikelyPair>()
  for (const group of groups.values()) {
    if (group.length > NAMESAKES_MAX) continue
    for (const [at, first] of group.entries()) {
      for (const second of group.slice(at + 1)) {
        const [one, other] = first.id < second.id ? [first, second] : [second, first]
        const key = `${one.id}/${other.id}`
        const grounds = found.has(key) ? [] : groundsOf(one, other)
        if (grounds.length > 0) found.set(key, { one: one.id, other: other.id, grounds })
      }
    }
  }
  const sureness = ({ grounds }: LikelyPair) => grounds.reduce((sum, ground) => sum + WEIGHT[ground], 0)
  return [...found.values()].sort(
    (left, right) => sureness(right) - sureness(left) || (left.one + left.other < right.one + right.other ? -1 : 1),
  )
}
