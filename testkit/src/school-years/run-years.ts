import assert from 'node:assert/strict'
import { composeChats, composePlaces, type SchoolFacts } from '#contract/connector/composition.ts'
import { FACT_TYPES } from '#contract/connector/connector.limits.ts'
import type { FactRow } from '#contract/connector/fact-rows.ts'
import {
  type HeldMember,
  type HeldPlace,
  type MemberPlan,
  placeKey,
  planClosed,
  planMembers,
  planPlaces,
} from '#server/connector/aligning/plan.ts'
import type { StoredFact } from '#server/connector/facts/facts.store.ts'
import { judge } from '#server/connector/facts/judging.ts'
import { createSeededRandom, type SeededRandom } from '../simulation/seeded-random.ts'
import { expectedChats, expectedIn, expectedRoles } from './expected-chats.ts'
import { SchoolYears } from './school-years.ts'

const TERMS = 4
const EVENTS_MAX = 14
const HANDS = 4

/** A messenger in memory: who is in which chat and has which role, and what is kept of why. A profile is called as its person. */
class Chats {
  readonly #linked = new Set<string>()
  readonly #unlinked = new Set<string>()
  #places: HeldPlace[] = []
  readonly #known = new Map<string, StoredFact>()
  readonly held = new Map<string, HeldMember[]>()
  readonly inside = new Map<string, Map<string, 'administrator' | 'member'>>()

  put(rows: readonly FactRow[]): void {
    for (const report of judge(rows, this.#known).reports) assert.notEqual(report.outcome, 'refused', report.sentence)
  }

  isLinked(who: string): boolean {
    return this.#linked.has(who)
  }

  link(who: string, linked: boolean): void {
    if (linked) this.#linked.add(who)
    else if (this.#linked.delete(who)) this.#unlinked.add(who)
    if (linked) this.#unlinked.delete(who)
  }

  /** Roles that facts have given, as «who role unit child». */
  roles(): string[] {
    return this.#places
      .map(placeKey)
      .map((key) => key.trim())
      .sort()
  }

  #alignPlaces(facts: SchoolFacts, profileOf: ReadonlyMap<string, string>): void {
    const unitOf = new Map([...facts.unit.keys()].map((id) => [id, id]))
    const told = { profileOf, unitOf, staffUnitId: 'staff', humanOf: profileOf, isPossible: () => true }
    const actual = new Set(this.#places.map(placeKey))
    const plan = planPlaces(composePlaces(facts), told, this.#places, actual)
    const gone = new Set(plan.revokes.map(placeKey))
    const given = plan.grants.map(({ title: _title, ...place }) => ({ ...place, removedByHand: false }))
    this.#places = [...this.#places.filter((place) => !gone.has(placeKey(place))), ...given]
  }

  #facts(): SchoolFacts {
    const facts = Object.fromEntries(FACT_TYPES.map((type) => [type, new Map()])) as Record<string, Map<string, object>>
    for (const { type, id, data } of this.#known.values()) if (data !== null) facts[type]!.set(id, data)
    return facts as unknown as SchoolFacts
  }

  align(): void {
    const facts = this.#facts()
    const people = [...facts.person.keys()]
    const profileOf = new Map(people.filter((id) => this.#linked.has(id)).map((id) => [id, id]))
    this.#alignPlaces(facts, profileOf)
    const composedChats = composeChats(facts)
    for (const composed of composedChats) {
      const belongs = new Set(people)
      this.#move(composed.id, planMembers({ composed, ...this.#factsOf(composed.id), belongs, profileOf }))
    }
    const open = new Set(composedChats.map(({ id }) => id))
    for (const id of [...this.held.keys()]) if (!open.has(id)) this.#move(id, planClosed(this.#factsOf(id)))
  }

  #factsOf(chat: string) {
    const inside = new Set(this.inside.get(chat)?.keys())
    return { held: this.held.get(chat) ?? [], inside, unlinked: this.#unlinked }
  }

  #move(chat: string, plan: MemberPlan): void {
    const inside = this.inside.get(chat) ?? new Map()
    for (const { profileId, role } of plan.joins) inside.set(profileId, role)
    for (const profileId of plan.leaves) inside.delete(profileId)
    for (const [profileId, role] of plan.roles) inside.set(profileId, role)
    const next = new Map((this.held.get(chat) ?? []).map((row) => [row.profileId, row]))
    for (const row of plan.rows) {
      if (row.byFacts || row.byHand !== null) next.set(row.profileId, row)
      else next.delete(row.profileId)
    }
    this.inside.set(chat, inside)
    this.held.set(chat, [...next.values()])
  }

  /** What `noteByHand` writes down. */
  byHand(chat: string, who: string, joined: boolean): void {
    const rows = this.held.get(chat) ?? []
    const known = rows.find(({ profileId }) => profileId === who)
    const others = rows.filter((row) => row !== known)
    if (joined) {
      const fresh: HeldMember = { profileId: who, byFacts: false, byHand: 'added', role: 'member', reasons: [] }
      others.push(known === undefined ? fresh : { ...known, role: 'member', byHand: known.byFacts ? null : 'added' })
      this.inside.get(chat)!.set(who, 'member')
    } else {
      const isOver = known === undefined || (!known.byFacts && known.byHand === 'added')
      if (!isOver) others.push({ ...known, byHand: 'removed' })
      this.inside.get(chat)!.delete(who)
    }
    this.held.set(chat, others)
  }
}

function shuffled<T>(random: SeededRandom, list: readonly T[]): T[] {
  const left = [...list]
  const out: T[] = []
  while (left.length > 0) out.push(...left.splice(random.below(left.length), 1))
  return out
}

/** Delivers what happened: out of order, some twice, some old rows again, in pieces with runs in between. */
function deliver(random: SeededRandom, chats: Chats, fresh: readonly FactRow[], old: readonly FactRow[]): void {
  const again = [...fresh, ...old].filter(() => random.below(4) === 0)
  const rows = shuffled(random, [...fresh, ...again])
  while (rows.length > 0) {
    chats.put(rows.splice(0, 1 + random.below(6)))
    if (random.below(3) === 0) chats.align()
  }
  chats.align()
}

/** Everybody of whom an office knows. */
function everybody({ office }: SchoolYears): string[] {
  const people = new Set([...office.employees.keys(), ...office.pupils.keys()])
  for (const family of office.families.values()) for (const parent of family.keys()) people.add(parent)
  return [...people]
}

/** Most people link themselves with time, and some are linked no more: what was taken from them by hand stays taken, what was given is gone. */
function letLink(random: SeededRandom, years: SchoolYears, chats: Chats, hands: Hands): void {
  for (const who of everybody(years)) {
    const is = chats.isLinked(who)
    const next = is ? random.below(6) > 0 : random.below(3) > 0
    if (is === next) continue
    chats.link(who, next)
    if (!next) hands.unlinked(who)
  }
  chats.align()
}

/** What people have decided by hand, by the words of ESS-06 alone. */
class Hands {
  readonly added = new Set<string>()
  readonly removed = new Set<string>()

  unlinked(who: string): void {
    for (const key of this.added) if (key.endsWith(` ${who}`)) this.added.delete(key)
  }

  note(key: string, joined: boolean, bySource: boolean): void {
    if (joined) {
      this.removed.delete(key)
      if (!bySource) this.added.add(key)
      return
    }
    this.added.delete(key)
    if (bySource) this.removed.add(key)
  }
}

function compare(seed: number, term: number, years: SchoolYears, chats: Chats, hands: Hands): void {
  const { office } = years
  const people = everybody(years)
  for (const chat of expectedChats(office)) {
    for (const who of people) {
      const key = `${chat} ${who}`
      const bySource = expectedIn(office, chat, who)
      const wanted = bySource ?? (hands.added.has(key) ? 'member' : null)
      const expected = hands.removed.has(key) || !chats.isLinked(who) ? null : wanted
      const actual = chats.inside.get(chat)?.get(who) ?? null
      assert.equal(actual, expected, `seed ${seed}, term ${term}: ${who} in ${chat}`)
    }
  }
  const roles = people
    .filter((who) => chats.isLinked(who))
    .flatMap((who) => expectedRoles(office, who, (id) => chats.isLinked(id)))
  assert.deepEqual(chats.roles(), roles.sort(), `seed ${seed}, term ${term}: roles`)
}

/**
 * Some years of a school whose facts come as badly as they may, with people who add and remove others by hand between the
 * terms; after each term the chats are those that the requirements ask for. A failing seed is told and repeats.
 */
export function runYears(seed: number): void {
  const random = createSeededRandom(seed)
  const years = new SchoolYears(random)
  const chats = new Chats()
  const hands = new Hands()
  chats.align()
  for (let term = 0; term < TERMS; term += 1) {
    const from = years.rows.length
    for (let n = 3 + random.below(EVENTS_MAX); n > 0; n -= 1) years.happen()
    deliver(random, chats, years.rows.slice(from), years.rows.slice(0, from))
    compare(seed, term, years, chats, hands)
    letLink(random, years, chats, hands)
    compare(seed, term, years, chats, hands)
    for (let n = random.below(HANDS); n > 0; n -= 1) {
      const open = expectedChats(years.office)
      const chat = open[random.below(open.length)]!
      const people = [...years.office.employees.keys(), ...years.office.pupils.keys()]
      const who = people[random.below(Math.max(people.length, 1))]
      if (who === undefined || !chats.isLinked(who)) continue
      const joined = !chats.inside.get(chat)!.has(who)
      hands.note(`${chat} ${who}`, joined, expectedIn(years.office, chat, who) !== null)
      chats.byHand(chat, who, joined)
    }
    chats.align()
    compare(seed, term, years, chats, hands)
  }
}
