import type { AuditEntry, AuditFact, AuditPerson } from '#contract/communities/audit.ts'
import type { CommunityType, Role } from '#contract/communities/types.ts'
import { roleName } from '../terms/terms.ts'
import { t } from './audit.texts.ts'

/** So much of a pseudonym that two people are told apart on a screen. */
const SHOWN_SIGNS = 6

/** Somebody by his name, or by the beginning of his pseudonym. */
export function personWords({ name, pseudonym }: AuditPerson): string {
  return name ?? t.hidden(pseudonym.slice(0, SHOWN_SIGNS))
}

/** Who has done it. */
export function actorWords({ actor, operator }: AuditEntry): string {
  if (actor === null) return t.itself
  return operator && actor.name === null ? t.operator : personWords(actor)
}

/** What stands before and after an act, as short sentences. */
export function changeWords({ before, after }: AuditEntry, type: CommunityType): string[] {
  const earlier = new Map(before.map((each) => [each.fact, each]))
  const changed = after.filter(isTelling).map((fact) => {
    const was = earlier.get(fact.fact)
    earlier.delete(fact.fact)
    const [from, to] = [was === undefined ? null : valueWords(was, type), valueWords(fact, type)]
    return `${t.facts[fact.fact]}: ${from === null || from === to ? to : `${from} → ${to}`}`
  })
  const gone = [...earlier.values()].map((fact) => `${t.facts[fact.fact]}, ${t.was(valueWords(fact, type))}`)
  return [...changed, ...gone]
}

/** That it was one is said by the act. */
function isTelling({ fact, value }: AuditFact): boolean {
  return fact !== 'count' || value !== 1
}

/** One side of an act for a file. */
export function factsWords(facts: readonly AuditFact[], type: CommunityType): string {
  return facts.map((fact) => `${t.facts[fact.fact]}: ${valueWords(fact, type)}`).join('; ')
}

function valueWords({ fact, value }: AuditFact, type: CommunityType): string {
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (typeof value === 'number') return String(value)
  if (fact === 'role') {
    return value
      .split(' ')
      .map((role) => roleName(type, role as Role))
      .join(', ')
  }
  return wordOf(WORDS[fact], value) ?? value
}

const WORDS: Readonly<Partial<Record<AuditFact['fact'], Readonly<Record<string, string>>>>> = {
  state: t.words.state,
  under14: t.words.modes,
  from14: t.words.modes,
  linkPreviews: t.words.previews,
  widest: t.words.widest,
  months: t.words.months,
  kind: t.words.kind,
  data: t.words.data,
}

function wordOf(words: Readonly<Record<string, string>> | undefined, value: string): string | undefined {
  return words !== undefined && Object.hasOwn(words, value) ? words[value] : undefined
}
