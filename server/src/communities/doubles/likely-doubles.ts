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

/** What is compared of somebody, in the form in which it is: many namesakes are compared with each other. */
interface Compared {
  candidate: Candidate
  /** Surname and name, in whichever order they were written. */
  names: string
  patronymic: string
  places: ReadonlySet<string>
}

/** Names as they are compared; most stand in a list again and again, and are read once. */
function createReading(): (candidate: Candidate) => Compared {
  const known = new Map<string, string>()
  const keyOf = (text: string): string => {
    const key = known.get(text) ?? nameKey(text)
    known.set(text, key)
    return key
  }
  return (candidate) => ({
    candidate,
    names: [keyOf(candidate.surname), keyOf(candidate.name)].sort().join(' '),
    patronymic: keyOf(candidate.patronymic),
    places: new Set(candidate.places.filter(({ unitId }) => unitId !== null).map(dayAndPlace)),
  })
}

const dayAndPlace = ({ role, unitId }: Candidate['places'][number]): string => `${role}/${unitId}`

/** Why two are thought to be one human; empty where they are not. */
export function groundsOf(one: Candidate, other: Candidate): DoubleGround[] {
  const read = createReading()
  return groundsBetween(read(one), read(other))
}

function groundsBetween(first: Compared, second: Compared): DoubleGround[] {
  const [one, other] = [first.candidate, second.candidate]
  if (one.id === other.id || one.apart !== other.apart) return []
  const isNamed =
    first.names === second.names &&
    (first.patronymic === '' || second.patronymic === '' || first.patronymic === second.patronymic)
  const isDay = one.birthDate !== null && one.birthDate === other.birthDate
  const isReached = one.contacts.some((contact) => other.contacts.includes(contact))
  const isHere = [...second.places].some((place) => first.places.has(place))
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
  const read = createReading()
  const groups = new Map<string, Compared[]>()
  for (const candidate of candidates) {
    const compared = read(candidate)
    for (const key of new Set([`name ${compared.names}`, ...candidate.contacts.map((each) => `at ${each}`)])) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [compared])
      else group.push(compared)
    }
  }
  const found = new Map<string, LikelyPair>()
  for (const group of groups.values()) {
    if (group.length > NAMESAKES_MAX) continue
    for (const [at, first] of group.entries()) {
      for (const second of group.slice(at + 1)) {
        const ids = [first.candidate.id, second.candidate.id]
        const [one, other] = ids.sort() as [string, string]
        const key = `${one}/${other}`
        const grounds = found.has(key) ? [] : groundsBetween(first, second)
        if (grounds.length > 0) found.set(key, { one, other, grounds })
      }
    }
  }
  const sureness = ({ grounds }: LikelyPair) => grounds.reduce((sum, ground) => sum + WEIGHT[ground], 0)
  return [...found.values()].sort(
    (left, right) => sureness(right) - sureness(left) || (left.one + left.other < right.one + right.other ? -1 : 1),
  )
}
