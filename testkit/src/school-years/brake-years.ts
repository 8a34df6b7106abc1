import assert from 'node:assert/strict'
import { composeChats, composePlaces, type SchoolFacts } from '#contract/connector/composition.ts'
import { BRAKE_PEOPLE, BRAKE_SHARE } from '#contract/connector/connector.limits.ts'
import { endingAtOnce, heldBack } from '#server/connector/aligning/brake.ts'
import { type HeldMember, type HeldPlace, planMembers, planPlaces } from '#server/connector/aligning/plan.ts'
import { createSeededRandom, type SeededRandom } from '../simulation/seeded-random.ts'

type Mutable = {
  [T in keyof SchoolFacts]: Map<string, SchoolFacts[T] extends ReadonlyMap<string, infer F> ? F : never>
}

/** What becomes of somebody between two runs. */
const FATES = ['stays', 'lost', 'moved', 'unlinked'] as const
const CLASSES = 4

function schoolOf(pupils: number, teachers: number): Mutable {
  const facts: Mutable = {
    ...{ person: new Map(), unit: new Map(), enrolment: new Map(), family: new Map() },
    ...{ position: new Map(), chat: new Map(), settings: new Map() },
  }
  const person = (id: string, kind: 'pupil' | 'employee') =>
    facts.person.set(id, { surname: id, name: 'И', patronymic: '', birthDate: null, kinds: [kind] })
  for (let n = 0; n < CLASSES; n += 1) {
    const told = { kind: 'class', name: `${n}`, grade: 5, parentId: null, wholeClass: false } as const
    facts.unit.set(`c${n}`, { ...told, teacherIds: [] })
  }
  for (let n = 0; n < pupils; n += 1) {
    person(`p${n}`, 'pupil')
    facts.enrolment.set(`p${n}`, { personId: `p${n}`, unitId: `c${n % CLASSES}` })
  }
  for (let n = 0; n < teachers; n += 1) {
    person(`t${n}`, 'employee')
    facts.position.set(`t${n}`, { personId: `t${n}`, kind: 'teaching', title: '', dismissed: false })
  }
  return facts
}

/** Lets each person have a fate; answers whose place the source has dropped without a word for it. */
function pass(random: SeededRandom, facts: Mutable, profileOf: Map<string, string>, lostIn100: number): Set<string> {
  const lost = new Set<string>()
  for (const id of [...facts.person.keys()]) {
    const fate = random.below(100) < lostIn100 ? 'lost' : FATES[random.below(FATES.length)]!
    const enrolment = facts.enrolment.get(id)
    if (fate === 'moved' && enrolment !== undefined) {
      facts.enrolment.set(id, { ...enrolment, unitId: `c${random.below(CLASSES)}` })
    } else if (fate === 'moved') facts.position.set(id, { ...facts.position.get(id)!, dismissed: true })
    else if (fate === 'unlinked') profileOf.delete(id)
    else if (fate === 'lost' && random.below(100) < lostIn100) {
      lost.add(id)
      facts.enrolment.delete(id)
      facts.position.delete(id)
    }
  }
  return lost
}

/** A run of a school that has aligned once: what waits for a person, by the words of R17 alone. */
export function runBrake(seed: number): void {
  const random = createSeededRandom(seed)
  const facts = schoolOf(20 + random.below(600), 5 + random.below(60))
  const profileOf = new Map([...facts.person.keys()].map((id) => [id, id]))
  const units = new Map([...facts.unit.keys()].map((id) => [id, id]))
  const told = { unitOf: units, staffUnitId: 'staff', humanOf: profileOf, isPossible: () => true }
  const before = planPlaces(composePlaces(facts), { ...told, profileOf }, [], new Set())
  const heldPlaces: HeldPlace[] = before.grants.map(({ title: _t, ...place }) => ({ ...place, removedByHand: false }))
  const held = new Map<string, readonly HeldMember[]>()
  const plan = (unlinked: ReadonlySet<string>) =>
    composeChats(facts).map((composed) => {
      const rows = held.get(composed.id) ?? []
      const inside = new Set(rows.map(({ profileId }) => profileId))
      const members = { composed, held: rows, inside, belongs: new Set(facts.person.keys()), profileOf, unlinked }
      return { id: composed.id, plan: planMembers(members) }
    })
  for (const { id, plan: first } of plan(new Set())) held.set(id, first.rows)
  const among = profileOf.size
  const lost = pass(random, facts, profileOf, random.below(30))
  const unlinked = new Set([...facts.person.keys()].filter((id) => !profileOf.has(id)))
  const places = planPlaces(composePlaces(facts), { ...told, profileOf }, heldPlaces, new Set())
  const ending = endingAtOnce(facts)
  const waiting = heldBack({
    ...{ places, heldPlaces, heldMembers: [...held.values()].flat() },
    members: plan(unlinked).map((each) => each.plan),
    free: (id) => unlinked.has(id) || ending.has(id),
  })
  const isMany = lost.size > BRAKE_PEOPLE && lost.size > among * BRAKE_SHARE
  const expected = isMany ? [...lost].sort() : null
  assert.deepEqual(waiting === null ? null : [...waiting.people].sort(), expected, `seed ${seed}`)
  if (waiting !== null) assert.equal(waiting.among, among, `seed ${seed}`)
}
