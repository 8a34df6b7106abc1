import type { Role } from '#contract/communities/types.ts'
import type { Client } from '../client.ts'
import type { TestDatabase } from '../test-database.ts'
import { DOORS, WORDS } from './oracle.ts'

/**
 * - `nobody`: no session.
 * - `operator`: a session of the console.
 * - `person`: a session of the main host.
 */
type ActorKind = 'nobody' | 'operator' | 'person'

/**
 * - `leaving`: has asked for its account to be deleted.
 * - `withheld`: a child under 14 for whom nobody has consented.
 * - `lesson`: signed in by a class card.
 */
type ActorState = 'active' | 'leaving' | 'withheld' | 'lesson'

/** Somebody who tries everything. */
export interface Actor {
  /** Begins with the organisation to which it belongs: `a.teacher`. */
  id: string
  kind: ActorKind
  state: ActorState
  adult: boolean
  under14: boolean
  client: Client
  profileId: string | null
}

/** What an operation is tried on: what the oracle knows of it, and the ids with which it is called. */
export interface Target {
  id: string
  organisation?: string
  unit?: string
  person?: string
  adult?: string
  chat?: string
  role?: Role
  ids: Partial<Ids>
}

/** Ids and numbers from which inputs are made. */
export interface Ids {
  communityId: string
  unitId: string
  profileId: string
  adultId: string
  chatId: string
  rowId: string
  token: string
  seq: number
  version: number
}

interface Organisation {
  id: string
  suspended: boolean
  /** Whether leads decide on pupils and parents of their units (INV-08). */
  delegates: boolean
}

interface Held {
  actor: string
  organisation: string
  unit: string | null
  role: Role
}

/**
 * Everything that is so because the stage has made it so, in words of its own. The oracle reads only this: no table, no
 * ability and no grant of the product.
 */
export class Facts {
  readonly actors: Actor[] = []
  readonly organisations: Organisation[] = []
  readonly units: { id: string; organisation: string; grade: number | null; system: boolean }[] = []
  readonly roles: Held[] = []
  readonly guardians: { adult: string; child: string }[] = []
  readonly applications: { id: string; actor: string; organisation: string; unit: string; role: Role }[] = []
  /** Everybody who has ever applied somewhere, whatever was decided. */
  readonly applicants: { actor: string; organisation: string }[] = []
  readonly blocks: { by: string; whom: string }[] = []
  readonly chats: {
    id: string
    kind: string
    organisation: string | null
    audience: string | null
    unit: string | null
  }[] = []
  readonly chatMembers: { chat: string; actor: string; role: string }[] = []
  readonly permissions: { chat: string; permission: string; scope: string }[] = []
  /** Personal contacts that both have confirmed. */
  readonly contacts: { one: string; other: string }[] = []

  actor(id: string): Actor {
    const found = this.actors.find((actor) => actor.id === id)
    if (found === undefined) throw new Error(`Nobody is called ${id}`)
    return found
  }

  /** Somebody without what only he himself needs. */
  get people(): { id: string; kind: string; state: string; adult: boolean; under14: boolean }[] {
    return this.actors.map(({ id, kind, state, adult, under14 }) => ({ id, kind, state, adult, under14 }))
  }
}

const TABLES: Readonly<Record<string, string>> = {
  actor: 'id text, kind text, state text, adult boolean, under14 boolean',
  organisation: 'id text, suspended boolean, delegates boolean',
  unit: 'id text, organisation text, grade integer, system boolean',
  role: 'actor text, organisation text, unit text, role text',
  guardian: 'adult text, child text',
  application: 'id text, actor text, organisation text, unit text, role text',
  applicant: 'actor text, organisation text',
  block: 'by text, whom text',
  chat: 'id text, kind text, organisation text, audience text, unit text',
  chat_member: 'chat text, actor text, role text',
  permission: 'chat text, permission text, scope text',
  contact: 'one text, other text',
}

/** Lays the facts beside the product's own tables, in a schema of their own, with the words in which rules are written. */
export async function layFacts(database: TestDatabase, facts: Facts): Promise<void> {
  const rows: Readonly<Record<string, readonly object[]>> = {
    actor: facts.people,
    organisation: facts.organisations,
    unit: facts.units,
    role: facts.roles,
    guardian: facts.guardians,
    application: facts.applications,
    applicant: facts.applicants,
    block: facts.blocks,
    chat: facts.chats,
    chat_member: facts.chatMembers,
    permission: facts.permissions,
    contact: facts.contacts,
  }
  await database.query('drop schema if exists oracle cascade')
  await database.query('create schema oracle')
  for (const [table, columns] of Object.entries(TABLES)) {
    await database.query(`create table oracle.${table} (${columns})`)
    await database.query(
      `insert into oracle.${table} select * from jsonb_to_recordset($1::jsonb) as row (${columns})`,
      [JSON.stringify(rows[table])],
    )
  }
  for (const word of [...WORDS, ...DOORS]) await database.query(word)
}
