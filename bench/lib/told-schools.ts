import pg from 'pg'
import { idOf, idSql } from './seed.ts'

/** People of one class: its teacher, its pupils, and a parent of each. */
const PUPILS = 24
const OF_CLASS = 1 + 2 * PUPILS
/** So many classes have room among the thousand people of a school. */
export const CLASSES_OF_SCHOOL = 20
const CLIENT = idOf(30, 0)

/** Chats that follow from the facts of so many classes, and who is in them: pupils, parents, the teacher in three of them. */
export function rowsOf(classes: number): number {
  return classes * (2 * PUPILS + 3)
}

const c = 'classes.c'
const school = `(1 + ${c} / ${CLASSES_OF_SCHOOL})`
const person = (n: string) => `(1000 * ${school} + (${c} % ${CLASSES_OF_SCHOOL}) * ${OF_CLASS} + ${n})`
const named = (kind: string, n: string) => `'${kind}' || ${person(n)}`
const CLASSES = 'generate_series(0, $1::int - 1) as classes (c)'
const EACH = `${CLASSES}, generate_series(1, ${PUPILS}) as n`
const names = `'surname', 'Иванова', 'name', 'Анна', 'patronymic', 'Петровна', 'birthDate', null`
const about = (kind: string) => `jsonb_build_object(${names}, 'kinds', jsonb_build_array('${kind}'))`
const fact = (type: string, id: string, data: string, from: string) =>
  `insert into connector.fact (community_id, type, id, revision, data)
   select ${idSql(7, school)}, '${type}', ${id}, 1, ${data} from ${from}`
const link = (kind: string, n: string, from: string) =>
  `insert into connector.link (community_id, person_id, profile_id, made_at)
   select ${idSql(7, school)}, ${named(kind, n)}, ${idSql(1, person(n))}, now() from ${from}`

/** What a source has told of `$1` classes, everybody linked; schools are communities from 1 on, of which nothing is done yet. */
const TOLD = [
  `insert into communities.unit (id, community_id, name, system, created_at)
   select ${idSql(31, 's')}, ${idSql(7, 's')}, 'Коллектив', true, now()
   from generate_series(1, ($1::int + ${CLASSES_OF_SCHOOL - 1}) / ${CLASSES_OF_SCHOOL}) s`,
  `insert into identity.oidc_client (id, name, redirect_uris, post_logout_redirect_uris, scopes, secret_hash, created_at)
   values ('${CLIENT}', 'bench', '{}', '{}', '{}', '\\x00', now())`,
  `insert into connector.organisation (community_id, client_id, since, told_by, done_version, done_at)
   select ${idSql(7, 's')}, '${CLIENT}', now(), '${CLIENT}', 1, now()
   from generate_series(1, ($1::int + ${CLASSES_OF_SCHOOL - 1}) / ${CLASSES_OF_SCHOOL}) s`,
  fact('person', named('t', '0'), about('employee'), CLASSES),
  fact('person', named('p', 'n'), about('pupil'), EACH),
  fact('person', named('m', `${PUPILS} + n`), about('parent'), EACH),
  fact(
    'position',
    named('t', '0'),
    `jsonb_build_object('personId', ${named('t', '0')}, 'kind', 'teaching', 'title', 'Учитель', 'dismissed', false)`,
    CLASSES,
  ),
  fact(
    'unit',
    `'c' || ${c}`,
    `jsonb_build_object('kind', 'class', 'name', 'Класс ' || ${c}, 'grade', 5, 'parentId', null, 'wholeClass', false,
      'teacherIds', jsonb_build_array(${named('t', '0')}))`,
    CLASSES,
  ),
  fact('enrolment', named('p', 'n'), `jsonb_build_object('personId', ${named('p', 'n')}, 'unitId', 'c' || ${c})`, EACH),
  fact(
    'family',
    named('m', `${PUPILS} + n`),
    `jsonb_build_object('parentId', ${named('m', `${PUPILS} + n`)}, 'childId', ${named('p', 'n')}, 'restricted', false)`,
    EACH,
  ),
  link('t', '0', CLASSES),
  link('p', 'n', EACH),
  link('m', `${PUPILS} + n`, EACH),
]

/** The organisations of a database of which a source has told, as a benchmark looks at them. */
export class ToldSchools implements AsyncDisposable {
  readonly #client: pg.Client
  private constructor(client: pg.Client) {
    this.#client = client
  }

  static async open(url: string, classes: number): Promise<ToldSchools> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const statement of TOLD) {
      await client.query(statement, statement.includes('$1') ? [classes] : [])
    }
    await client.query('vacuum analyze')
    return new ToldSchools(client)
  }

  /** Everything is to be looked at anew, as after something was told. */
  async makeDue(): Promise<void> {
    await this.#client.query('update connector.organisation set facts_version = facts_version + 1, looked_at = null')
  }

  async #count(statement: string): Promise<number> {
    const { rows } = await this.#client.query<{ n: number }>(statement)
    return rows[0]!.n
  }

  /** How many organisations are still to be looked at. */
  due(): Promise<number> {
    return this.#count('select count(*)::int as n from connector.organisation where facts_version > done_version')
  }

  begun(): Promise<number> {
    return this.#count(`select count(*)::int as n from connector.organisation
      where looked_at is not null or facts_version = done_version`)
  }

  /** People in chats that were made of facts. */
  members(): Promise<number> {
    return this.#count(`select count(*)::int as n from messenger.chat_member m join connector.chat c using (chat_id)
      where m.left_seq is null`)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#client.end()
  }
}
