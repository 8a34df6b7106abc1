import { type ComposedChat, composeChats, type SchoolFacts } from '#contract/connector/composition.ts'
import type { FactChatKind } from '#contract/connector/connector.limits.ts'
import type { RegisterChat, RegisterMember } from '#contract/school/register.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import { readFacts } from '../facts/read-facts.store.ts'
import { shortName, wholeName } from '../people/people.ts'
import { type ChatRow, chatRows, linkedPeople } from './chats.store.ts'

const RANKS: Readonly<Record<FactChatKind, number>> = { teachers: 0, class: 1, parents: 2, subject: 3, other: 4 }

/** The register of one organisation as it follows from everything that the school says now. */
export interface Register {
  readonly facts: SchoolFacts
  /** The teachers' chat, then both chats of each class, then all others by name. */
  readonly chats: readonly ComposedChat[]
  readonly rows: ReadonlyMap<string, ChatRow>
  readonly linked: ReadonlySet<string>
}

export async function readRegister(reader: Reader, organisationId: string): Promise<Register> {
  const facts = await readFacts(reader, organisationId)
  const chats = composeChats(facts).toSorted((a, b) => compare(keyOf(facts, a), keyOf(facts, b)))
  return {
    facts,
    chats,
    rows: await chatRows(reader, organisationId),
    linked: await linkedPeople(reader, organisationId),
  }
}

/** Where a chat stands in the register: no two stand at one place. */
export function keyOf(facts: SchoolFacts, { id, kind, title, unitId }: ComposedChat): [number, number, string, string] {
  const unit = unitId === null ? undefined : facts.unit.get(unitId)
  const isOfClass = kind === 'class' || kind === 'parents'
  const place = kind === 'teachers' ? 0 : isOfClass ? 1 : 2
  return [place, isOfClass ? (unit?.grade ?? 0) : 0, isOfClass ? `${unit?.name} ${RANKS[kind]}` : title, id]
}

export function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]!
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}

/** A composed chat as a row of the register. */
export function chatView({ facts, rows, linked }: Register, chat: ComposedChat): RegisterChat {
  const row = rows.get(chat.id)
  const leaders = chat.members.filter(({ role }) => role === 'administrator')
  // Whoever leads his class stands before whoever administers the chats of all.
  const ordered = leaders.toSorted((a, b) => b.reasons.indexOf('teacher') - a.reasons.indexOf('teacher'))
  return {
    ...{ id: chat.id, version: row?.version ?? 0, kind: chat.kind, title: chat.title, unitId: chat.unitId },
    unit: chat.unitId === null ? null : facts.unit.get(chat.unitId)!.name,
    administrators: ordered.map(({ personId }) => shortName(facts.person.get(personId)!)),
    members: chat.members.length,
    linked: chat.members.filter(({ personId }) => linked.has(personId)).length,
    changedAt: row === undefined ? null : toInstant(row.changed_at),
  }
}

/** The members of a chat by name, as the tabs of its window show them. */
export function membersView({ facts, linked }: Register, { members }: Pick<ComposedChat, 'members'>): RegisterMember[] {
  const classes = new Map(
    facts.enrolment.values().flatMap(({ personId, unitId }) => {
      const unit = facts.unit.get(unitId)
      return unit?.kind === 'class' ? [[personId, unit.name] as const] : []
    }),
  )
  return members
    .map(({ personId, tab, role, reasons }) => {
      const name = wholeName(facts.person.get(personId)!)
      const ofPupil = tab === 'pupils' ? (classes.get(personId) ?? null) : null
      return { personId, name, class: ofPupil, tab, role, reasons: [...reasons], linked: linked.has(personId) }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'ru') || compare([a.personId], [b.personId]))
}
