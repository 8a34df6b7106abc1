import type { PersonNames, Who } from '#contract/school/people.ts'
import type { Right } from '#contract/school/rights.ts'
import { SCHOOL_NAME_MAX } from '#contract/school/school.limits.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import type { Standing } from '../desk/standing.ts'
import { touchFacts } from '../facts/facts.store.ts'
import * as people from './people.store.ts'

export type NameFail = Fail<'school.nameInvalid' | 'school.birthInvalid'>

/** A typed name without signs that deceive; refused when nothing of it would be seen. */
export function checkTitle(text: string, field: string, fail: Fail<'school.nameInvalid'>): string {
  const clean = shownName(text)
  return clean !== null && [...clean].length <= SCHOOL_NAME_MAX ? clean : fail('school.nameInvalid', { field })
}

/** Names and date of birth as they are kept. */
export function checkNames(names: PersonNames, now: number, fail: NameFail): Omit<people.PersonRow, 'id' | 'version'> {
  const { birthDate } = names
  if (birthDate !== null && !isBirthDate(birthDate, now)) return fail('school.birthInvalid', { field: 'birthDate' })
  return {
    surname: checkTitle(names.surname, 'surname', fail),
    name: checkTitle(names.name, 'name', fail),
    patronymic: names.patronymic.trim() === '' ? '' : checkTitle(names.patronymic, 'patronymic', fail),
    birth_date: birthDate,
  }
}

const YEARS_MAX = 120
const YEAR_MS = 365.25 * 86_400_000

function isBirthDate(day: string, now: number): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) return false
  return at <= now && at > now - YEARS_MAX * YEAR_MS
}

/** What the registers show of a person. */
export function personView(row: people.PersonRow) {
  const { id, version, surname, name, patronymic, birth_date } = row
  return { id, version, surname, name, patronymic, birthDate: birth_date }
}

type Names = Pick<people.PersonRow, 'surname' | 'name' | 'patronymic'>

/** Surname, name and patronymic, as registers sort people. */
export function wholeName({ surname, name, patronymic }: Names): string {
  return [surname, name, patronymic].filter((part) => part !== '').join(' ')
}

/** Surname and the first letters of the others, as lists of an office name people: «Смирнова О. В.». */
export function shortName({ surname, name, patronymic }: Names): string {
  const letters = [name, patronymic].filter((part) => part !== '').map((part) => `${[...part][0]}.`)
  return [surname, ...letters].join(' ')
}

/** The person whom a window is about, entered now when he is new. */
export async function doFindWho(
  tx: Tx,
  { organisationId }: Standing,
  { who, now }: { who: Who; now: number },
  fail: Fail<'school.rowUnknown' | 'school.rowTaken' | 'school.nameInvalid' | 'school.birthInvalid'>,
): Promise<people.PersonRow> {
  if (!('surname' in who)) {
    const [known] = await people.accessPeople(tx, organisationId, [who.id])
    return known ?? fail('school.rowUnknown')
  }
  const names = checkNames(who, now, fail)
  if (await people.isPersonThere(tx, who.id)) return fail('school.rowTaken')
  const made = await people.addPerson(tx, organisationId, { id: who.id, ...names }, new Date(now))
  await touchFacts(tx, organisationId, 'person', [made.id])
  return made
}

/** Refuses whoever lacks a right that the row at hand asks for beside the one of the operation. */
export function checkRight({ rights }: Standing, right: Right): void {
  if (!rights.has(right)) throw new Refusal('school.notAllowed', { right })
}
