import assert from 'node:assert/strict'
import { errors } from '#contract/errors.ts'
import type { Client } from '../client.ts'
import { newId } from '../client.ts'
import type { TestDatabase } from '../test-database.ts'
import { ANNOUNCEMENT_CASES } from './announcement-cases.ts'
import { type Case, idsOf } from './case.ts'
import { CALL_CASES, CHAT_CASES, MESSAGE_CASES, POLL_CASES } from './chat-cases.ts'
import { type Actor, type Facts, layFacts, type Target } from './facts.ts'
import { ORGANISATION_CASES } from './organisation-cases.ts'
import { DESK_CASES, OWN_CASES } from './own-cases.ts'
import { MEMBER_CASES, PERSON_CASES } from './people-cases.ts'
import { PLANNED_CALL_CASES } from './planned-call-cases.ts'
import type { LetThrough } from './rehearsal.ts'
import { REPORT_CASES } from './report-cases.ts'
import { APPLICATION_CASES, ROW_CASES } from './row-cases.ts'
import type { Targets } from './targets.ts'
import { CHILD_CASES, UNIT_CASES } from './unit-cases.ts'

export const CASES: readonly Case[] = [
  ...ORGANISATION_CASES,
  ...UNIT_CASES,
  ...CHILD_CASES,
  ...MEMBER_CASES,
  ...PERSON_CASES,
  ...APPLICATION_CASES,
  ...ROW_CASES,
  ...ANNOUNCEMENT_CASES,
  ...CHAT_CASES,
  ...MESSAGE_CASES,
  ...POLL_CASES,
  ...CALL_CASES,
  ...PLANNED_CALL_CASES,
  ...REPORT_CASES,
  ...OWN_CASES,
  ...DESK_CASES,
]

/** One question: may this one do that to this. */
export interface Cell {
  what: Case
  actor: Actor
  target: Target
  /** What the oracle says. */
  allowed: boolean
  /** Whether the target belongs to an organisation in which this one is nobody: it must not tell that it exists (GEN-01). */
  outside: boolean
}

const nameOf = ({ id, variant }: Case): string => (variant === '' ? id : `${id} (${variant})`)

/** How a cell is called where it deviates. */
export const describeCell = ({ what, actor, target }: Cell): string =>
  `${nameOf(what)} by ${actor.id}${target.id === '' ? '' : ` on ${target.id}`}`

const COLUMNS = 'id text, organisation text, unit text, person text, adult text, chat text, role text'

/** Asks the oracle about every case, everybody and every target that has to do with it. */
export async function askOracle(
  database: TestDatabase,
  facts: Facts,
  targets: Targets,
  cases: readonly Case[] = CASES,
): Promise<Cell[]> {
  await layFacts(database, facts)
  const cells: Cell[] = []
  const actors = new Map(facts.actors.map((actor) => [actor.id, actor]))
  for (const what of cases) {
    const tried = targets[what.over].filter(({ id }) => what.on?.includes(id) ?? true)
    assert.ok(tried.length > 0 && (what.on === undefined || what.on.length === tried.length), nameOf(what))
    const plain = tried.map(({ ids, ...rest }) => rest)
    const rows = await database.query<Omit<Cell, 'what' | 'actor' | 'target'> & { actor: string; target: string }>(
      `select a.id as actor, t.id as target,
         coalesce(oracle.enters(a, $2, $3, $4) and not (oracle.rests(t.organisation) and $5) and (${what.may}), false) as allowed,
         a.kind = 'person' and a.state = 'active' and t.organisation is not null
           and not $6 and not oracle.has_business(a.id, t.organisation) as outside
       from oracle.actor a cross join jsonb_to_recordset($1::jsonb) as t (${COLUMNS})`,
      [JSON.stringify(plain), what.door, what.inLesson, what.whileLeaving, what.rests, what.known],
    )
    for (const { actor, target, ...said } of rows) {
      const on = tried.find(({ id }) => id === target)!
      if (concerns(facts, actor, on)) cells.push({ what, actor: actors.get(actor)!, target: on, ...said })
    }
  }
  return cells
}

/** Outsiders to whatever there is. */
const OUTSIDERS = ['x.newcomer', 'x.operator', 'x.nobody', 'x.nobodyAtDesk', 'a.director', 'b.director', 'k.teacher']
/** Those who stand for all of them where there are many targets. */
const FEW_OUTSIDERS = ['x.newcomer', 'x.operator', 'x.nobody', 'b.director']

/** Everybody of the organisation of a target, who wants to come in or was inside, and the outsiders. */
function concerns(facts: Facts, actor: string, target: Target): boolean {
  const organisation = /^\w(?=\.|$)/.exec(target.id)?.[0]
  const outsiders = target.chat === undefined ? OUTSIDERS : FEW_OUTSIDERS
  if (organisation === undefined || outsiders.includes(actor)) return true
  return (
    actor.startsWith(`${organisation}.`) ||
    facts.roles.some((held) => held.actor === actor && held.organisation === organisation)
  )
}

/** What came of a call. */
export interface Outcome {
  /** Null where the call was not understood or failed, so that it shows nothing. */
  allowed: boolean | null
  /** The code of a refusal, or how it was let through. */
  told: string
}

const REFUSALS = ['unauthenticated', 'forbidden', 'notFound']

/** Calls the operation of a cell; `letThrough` knows which commands only the commit refused. */
export async function tryCell({ what, actor, target }: Cell, letThrough: LetThrough): Promise<Outcome> {
  const ids = idsOf(target.ids)
  const answer = await call(actor.client, what.id, what.input(ids))
  if (answer.status === 200) {
    const shown = what.shows === null || what.shows(JSON.parse(answer.text) as never, ids)
    return { allowed: shown, told: shown ? 'done' : 'left out' }
  }
  const { code, requestId } = JSON.parse(answer.text) as { code: keyof typeof errors; requestId: string }
  if (code === 'internal') {
    return letThrough.has(requestId) ? { allowed: true, told: 'kept back' } : { allowed: null, told: answer.text }
  }
  const kind = errors[code]
  if (/^(request\.(invalid|malformed|tooLarge)$|key\.|rate\.|service\.)/.test(code))
    return { allowed: null, told: answer.text }
  return {
    allowed: what.passes.includes(code) || !(REFUSALS.includes(kind) || what.refuses.includes(code)),
    told: code,
  }
}

/** Whether a refusal says more than that there is no such thing; what is said of the caller himself does not. */
function tellsOfIt(told: string): boolean {
  const kind = errors[told as keyof typeof errors] as string | undefined
  return kind !== undefined && kind !== 'notFound'
}

function call(client: Client, id: string, input: object) {
  return client.post(id, JSON.stringify(input), { 'idempotency-key': newId() })
}

/** Tries cells, some at once; returns those on which the server and the oracle do not agree, and how all came out. */
export async function tryCells(
  cells: readonly Cell[],
  letThrough: LetThrough,
): Promise<{ deviations: string[]; outcomes: Map<string, number> }> {
  const deviations: string[] = []
  const outcomes = new Map<string, number>()
  let next = 0
  const work = async () => {
    while (next < cells.length) {
      const cell = cells[next]!
      next += 1
      const { allowed, told } = await tryCell(cell, letThrough)
      outcomes.set(told, (outcomes.get(told) ?? 0) + 1)
      if (allowed !== cell.allowed) {
        deviations.push(`${describeCell(cell)}: ${cell.allowed ? 'allowed' : 'refused'} by the text, ${told}`)
      } else if (cell.outside && tellsOfIt(told)) {
        deviations.push(`${describeCell(cell)}: ${told} tells somebody outside that it exists`)
      }
    }
  }
  await Promise.all(Array.from({ length: 6 }, work))
  return { deviations, outcomes }
}
