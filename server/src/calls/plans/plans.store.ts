import { type Insertable, type Selectable, sql } from 'kysely'
import { PLANNED_EARLY_MS, PLANNED_LATE_MS } from '#contract/calls/planned-calls.limits.ts'
import type { PlannedCall } from '#contract/calls/planned-calls.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { CallsPlannedCallRow } from '../../platform/db/rows.ts'

type Row = Selectable<CallsPlannedCallRow>

/** A planned call as it is kept: what its chat sees of it, and what it takes to say when it is next. */
export interface Plan extends PlannedCall {
  begunDay: string | null
  reminded: boolean
}

/** What of a planned call somebody chooses. */
export type Wish = Pick<PlannedCall, 'title' | 'day' | 'time' | 'repeats' | 'microphonesOff' | 'camerasOff'>

/** When it is next, null when it is over. */
export type Next = { day: string; at: number } | null

function planOf(row: Row): Plan {
  const { id, title, day, time, skipped, cancelled, reminded } = row
  return {
    id,
    chatId: row.chat_id,
    version: row.version,
    title,
    day,
    time,
    timeZone: row.time_zone,
    repeats: row.weekdays === null ? null : { weekdays: row.weekdays, until: row.until_day! },
    microphonesOff: row.microphones_off,
    camerasOff: row.cameras_off,
    plannedBy: row.planned_by,
    skipped,
    nextAt: row.next_at === null ? null : toInstant(row.next_at),
    nextDay: row.next_day,
    cancelled,
    begunDay: row.begun_day,
    reminded,
  }
}

/** What its chat sees of a plan. */
export function plannedView({ begunDay: _begun, reminded: _reminded, ...planned }: Plan): PlannedCall {
  return planned
}

const chosen = ({ title, day, time, repeats, microphonesOff, camerasOff }: Wish) => ({
  title,
  day,
  time,
  weekdays: repeats === null ? null : [...repeats.weekdays].sort((a, b) => a - b),
  until_day: repeats?.until ?? null,
  microphones_off: microphonesOff,
  cameras_off: camerasOff,
})

const coming = (next: Next, now: Date) => ({
  next_at: next === null ? null : new Date(next.at),
  next_day: next?.day ?? null,
  over_at: next === null ? now : null,
})

/** Planned calls of a chat that are still to come, the next one first. */
export async function plansOf(reader: Reader, chatId: string, limit: number): Promise<Plan[]> {
  const rows = await reader
    .selectFrom('calls.planned_call')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where('next_at', 'is not', null)
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(planOf)
}

/** Planned calls of these chats that are to come before a time, the next one first. */
export async function comingPlans(
  reader: Reader,
  chatIds: readonly string[],
  before: Date,
  limit: number,
): Promise<Plan[]> {
  const result = await sql<Row>`select * from calls.planned_call
    where chat_id = any(${[...chatIds]}::uuid[]) and next_at < ${before} order by next_at, id limit ${limit}`.execute(
    reader,
  )
  return result.rows.map(planOf)
}

/** How many calls of a chat are still to come. */
export async function countPlans(reader: Reader, chatId: string): Promise<number> {
  const row = await reader
    .selectFrom('calls.planned_call')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('chat_id', '=', chatId)
    .where('next_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** A planned call of this chat, held until the transaction ends. */
export async function lockPlan(tx: Tx, chatId: string, id: string): Promise<Plan | null> {
  const row = await tx
    .selectFrom('calls.planned_call')
    .selectAll()
    .where('id', '=', id)
    .where('chat_id', '=', chatId)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : planOf(row)
}

/** Keeps a new plan; null when its id is taken. */
export async function insertPlan(
  tx: Tx,
  plan: Wish & { id: string; chatId: string; plannedBy: string; timeZone: string; next: Next; now: Date },
): Promise<Plan | null> {
  const values: Insertable<CallsPlannedCallRow> = {
    id: plan.id,
    chat_id: plan.chatId,
    planned_by: plan.plannedBy,
    time_zone: plan.timeZone,
    ...chosen(plan),
    ...coming(plan.next, plan.now),
  }
  const row = await tx
    .insertInto('calls.planned_call')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? null : planOf(row)
}

/** Changes what is planned; the caller holds it. The chat is reminded of a next time of which it was not. */
export async function changePlan(
  tx: Tx,
  plan: Plan,
  change: { wish?: Wish & { timeZone: string }; skipped?: readonly string[]; begunDay?: string; cancelled?: boolean },
  { next, now }: { next: Next; now: Date },
): Promise<Plan> {
  const { wish, skipped, begunDay, cancelled } = change
  const row = await tx
    .updateTable('calls.planned_call')
    .set((eb) => ({
      ...(wish === undefined ? {} : { ...chosen(wish), time_zone: wish.timeZone }),
      ...(skipped === undefined ? {} : { skipped: [...skipped] }),
      ...(begunDay === undefined ? {} : { begun_day: begunDay }),
      ...(cancelled === undefined ? {} : { cancelled }),
      ...coming(next, now),
      reminded: plan.reminded && next !== null && plan.nextAt === toInstant(next.at),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', plan.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return planOf(row)
}

/** Plans of which their chat is to be reminded now, or whose time has passed. */
export async function duePlans(reader: Reader, now: number, limit: number): Promise<{ id: string; chatId: string }[]> {
  const rows = await reader
    .selectFrom('calls.planned_call')
    .select(['id', 'chat_id'])
    .where('next_at', '<=', new Date(now + PLANNED_EARLY_MS))
    .where((eb) => eb.or([eb('reminded', '=', false), eb('next_at', '<=', new Date(now - PLANNED_LATE_MS))]))
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, chatId: row.chat_id }))
}

/** Notes that the chat was reminded of the next time; the caller holds it. */
export async function setReminded(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('calls.planned_call').set({ reminded: true }).where('id', '=', id).execute()
}

/** Erases plans that have been over since before a time; how many. */
export async function erasePlansOver(tx: Tx, before: Date, limit: number): Promise<number> {
  const result = await sql`delete from calls.planned_call where id in (
    select id from calls.planned_call where over_at <= ${before} order by over_at limit ${limit} for update skip locked)`.execute(
    tx,
  )
  return Number(result.numAffectedRows ?? 0n)
}

/** Erases the plans of a chat that is erased. */
export async function erasePlansOfChat(tx: Tx, chatId: string): Promise<void> {
  await tx.deleteFrom('calls.planned_call').where('chat_id', '=', chatId).execute()
}

/** Erases what these profiles have planned; how many. */
export async function erasePlans(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const result = await tx
    .deleteFrom('calls.planned_call')
    .where('planned_by', 'in', [...profileIds])
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** What a profile has planned becomes another one's of the same person. */
export async function movePlans(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.updateTable('calls.planned_call').set({ planned_by: to }).where('planned_by', '=', from).execute()
}

/** What these profiles have planned, for the file of own data. */
export async function plansBy(reader: Reader, profileIds: readonly string[]): Promise<PlannedCall[]> {
  const rows = await reader
    .selectFrom('calls.planned_call')
    .selectAll()
    .where('planned_by', 'in', [...profileIds])
    .orderBy('planned_by')
    .orderBy('id')
    .execute()
  return rows.map((row) => plannedView(planOf(row)))
}
