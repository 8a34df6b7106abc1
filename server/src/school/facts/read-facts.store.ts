import { sql } from 'kysely'
import type { SchoolFacts } from '#contract/connector/composition.ts'
import {
  type FactChatKind,
  type MemberTab,
  type PersonKind,
  SETTINGS_ID,
  SOURCE_NAME_MAX,
} from '#contract/connector/connector.limits.ts'
import type { ChatFact, FactData } from '#contract/connector/facts.ts'
import type { PositionKind } from '#contract/school/employees.ts'
import type { Reader } from '../../platform/db/database.ts'
import { standsIn } from '../people/people.store.ts'
import { unitLabel } from '../units/unit-label.ts'

/** Everything that the school says of an organisation now; from it follow the register of chats and what is told. */
export async function readFacts(reader: Reader, organisationId: string): Promise<SchoolFacts> {
  return {
    person: await readPeople(reader, organisationId),
    unit: await readUnits(reader, organisationId),
    enrolment: await readEnrolments(reader, organisationId),
    family: await readFamilies(reader, organisationId),
    position: await readPositions(reader, organisationId),
    chat: await readChats(reader, organisationId),
    settings: await readSettings(reader, organisationId),
  }
}

async function readPeople(reader: Reader, organisationId: string): Promise<Map<string, FactData<'person'>>> {
  const found = await sql<{
    id: string
    surname: string
    name: string
    patronymic: string
    birth_date: string | null
    employee: boolean
    pupil: boolean
    parent: boolean
  }>`select p.id, p.surname, p.name, p.patronymic, p.birth_date, ${standsIn.employees()} as employee,
      ${standsIn.pupils()} as pupil, ${standsIn.parents()} as parent
    from school.person p where p.organisation_id = ${organisationId}`.execute(reader)
  const people = new Map<string, FactData<'person'>>()
  for (const { id, birth_date: birthDate, surname, name, patronymic, ...is } of found.rows) {
    const kinds = (['employee', 'pupil', 'parent'] as const satisfies PersonKind[]).filter((kind) => is[kind])
    // Whoever stands in no register is nobody here any more.
    if (kinds.length > 0) people.set(id, { surname, name, patronymic, birthDate, kinds })
  }
  return people
}

async function readUnits(reader: Reader, organisationId: string): Promise<Map<string, FactData<'unit'>>> {
  const rows = await reader
    .selectFrom('school.unit as u')
    .leftJoin('school.unit as c', 'c.id', 'u.class_id')
    .leftJoin('school.subject as s', 's.id', 'u.subject_id')
    .select(['u.id', 'u.kind', 'u.name', 'u.grade', 'u.class_id', 'u.whole_class', 'u.teacher_id'])
    .select(['c.name as class_name', 's.name as subject_name'])
    .where('u.organisation_id', '=', organisationId)
    .where('u.removed_at', 'is', null)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        kind: row.kind as 'class' | 'group',
        name: shortened(unitLabel(row)),
        grade: row.grade,
        parentId: row.class_id,
        wholeClass: row.whole_class,
        teacherIds: row.teacher_id === null ? [] : [row.teacher_id],
      },
    ]),
  )
}

/** What a label is told as where subject, group and class have long names. */
function shortened(label: string): string {
  const letters = [...label]
  return letters.length <= SOURCE_NAME_MAX ? label : `${letters.slice(0, SOURCE_NAME_MAX - 1).join('')}…`
}

async function readEnrolments(reader: Reader, organisationId: string): Promise<Map<string, FactData<'enrolment'>>> {
  const rows = await reader
    .selectFrom('school.enrolment')
    .select(['id', 'person_id', 'unit_id'])
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, { personId: row.person_id, unitId: row.unit_id }]))
}

async function readFamilies(reader: Reader, organisationId: string): Promise<Map<string, FactData<'family'>>> {
  const rows = await reader
    .selectFrom('school.family')
    .select(['id', 'parent_id', 'pupil_id'])
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, { parentId: row.parent_id, childId: row.pupil_id, restricted: false }]))
}

/** A dismissal is told as one, since it never waits; so positions that are over are among them. */
async function readPositions(reader: Reader, organisationId: string): Promise<Map<string, FactData<'position'>>> {
  const rows = await reader
    .selectFrom('school.position')
    .select(['id', 'person_id', 'kind', 'title', 'dismissed_at'])
    .where('organisation_id', '=', organisationId)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        personId: row.person_id,
        kind: row.kind as PositionKind,
        title: row.title,
        dismissed: row.dismissed_at !== null,
      },
    ]),
  )
}

async function readChats(reader: Reader, organisationId: string): Promise<Map<string, ChatFact>> {
  const chats = await reader
    .selectFrom('school.chat')
    .select(['id', 'kind', 'title', 'unit_id'])
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .execute()
  const choices = await reader
    .selectFrom('school.chat_choice')
    .select(['chat_id', 'person_id', 'tab'])
    .where('organisation_id', '=', organisationId)
    .orderBy('person_id')
    .execute()
  const byChat = Map.groupBy(choices, (choice) => choice.chat_id)
  return new Map(
    chats.map((chat) => {
      const own = byChat.get(chat.id) ?? []
      const members = own.flatMap(({ person_id, tab }) =>
        tab === null ? [] : [{ personId: person_id, tab: tab as MemberTab }],
      )
      const excluded = own.flatMap(({ person_id, tab }) => (tab === null ? [person_id] : []))
      const kind = chat.kind as FactChatKind
      return [chat.id, { kind, title: chat.title, unitId: chat.unit_id, members, excluded }]
    }),
  )
}

async function readSettings(reader: Reader, organisationId: string): Promise<Map<string, FactData<'settings'>>> {
  const row = await reader
    .selectFrom('school.organisation')
    .select('chats_administrator_id')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return new Map([[SETTINGS_ID, { chatsAdministratorId: row.chats_administrator_id }]])
}
