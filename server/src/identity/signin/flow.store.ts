import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { SigninMethod } from '../sessions/signin-methods.ts'
import type { Address } from './address.ts'

export type FlowStep =
  | 'password'
  | 'code'
  | 'totp'
  | 'reverify'
  | 'about'
  | 'createProfile'
  | 'chooseProfile'
  | 'setPassword'
  | 'done'

/** What a person has said of himself so far, and whether he has asked for the profile. */
export interface FlowAbout {
  names: { surname: string; name: string; patronymic: string; birthDate: string } | null
  confirmed: boolean
}

export interface Flow {
  id: string
  surface: 'main' | 'operator'
  address: Address
  /** The letter by whose link it was begun; null for everybody else. */
  invitationId: string | null
  /** Token of the link of a class that he has come by, good or not. */
  link: string | null
  step: FlowStep
  reason: 'first' | 'forgot' | 'second' | null
  /** A code that went to the address was entered, or the link of a letter to it opened. */
  addressProven: boolean
  passwordProven: boolean
  /** A code of the app, or one on paper, was shown. */
  factorProven: boolean
  /** What was shown so far. */
  methods: readonly SigninMethod[]
  accountId: string | null
  /** What it has ended with. */
  sessionId: string | null
  about: FlowAbout
}

export async function insertFlow(
  tx: Tx,
  flow: {
    id: string
    tokenHash: Buffer
    surface: string
    address: Address
    invitationId?: string | undefined
    link?: string | undefined
    now: number
    lifeMs: number
  },
): Promise<void> {
  await tx
    .insertInto('identity.signin_flow')
    .values({
      id: flow.id,
      token_hash: flow.tokenHash,
      surface: flow.surface,
      address: flow.address,
      invitation_id: flow.invitationId ?? null,
      link: flow.link ?? null,
      step: 'password',
      created_at: new Date(flow.now),
      expires_at: new Date(flow.now + flow.lifeMs),
    })
    .execute()
}

/** The unfinished sign-in with this token on this surface, locked; null when it ended. */
export async function accessFlow(tx: Tx, tokenHash: Buffer, surface: string, now: number): Promise<Flow | null> {
  const flow = await accessAnyFlow(tx, tokenHash, surface, now)
  return flow?.step === 'done' ? null : flow
}

/** The same, also when it has ended in a session. */
export async function accessAnyFlow(tx: Tx, tokenHash: Buffer, surface: string, now: number): Promise<Flow | null> {
  const row = await tx
    .selectFrom('identity.signin_flow')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('surface', '=', surface)
    .where('expires_at', '>', new Date(now))
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    surface: row.surface as Flow['surface'],
    address: row.address,
    invitationId: row.invitation_id,
    link: row.link,
    step: row.step as FlowStep,
    reason: row.reason as Flow['reason'],
    addressProven: row.address_proven,
    passwordProven: row.password_proven,
    factorProven: row.factor_proven,
    methods: row.methods as SigninMethod[],
    accountId: row.account_id,
    sessionId: row.session_id,
    about: (row.about as FlowAbout | null) ?? { names: null, confirmed: false },
  }
}

export async function saveFlow(tx: Tx, flow: Flow): Promise<void> {
  await tx
    .updateTable('identity.signin_flow')
    .set({
      step: flow.step,
      reason: flow.reason,
      address_proven: flow.addressProven,
      password_proven: flow.passwordProven,
      factor_proven: flow.factorProven,
      methods: [...flow.methods],
      account_id: flow.accountId,
      session_id: flow.sessionId,
      about: JSON.stringify(flow.about),
    })
    .where('id', '=', flow.id)
    .execute()
}

export async function putCode(
  tx: Tx,
  code: { flowId: string; codeHash: Buffer; called: boolean; now: number; lifeMs: number },
): Promise<void> {
  const values = {
    code_hash: code.codeHash,
    called: code.called,
    tries: 0,
    sent_at: new Date(code.now),
    expires_at: new Date(code.now + code.lifeMs),
    used_at: null,
  }
  await tx
    .insertInto('identity.signin_code')
    .values({ flow_id: code.flowId, ...values })
    .onConflict((conflict) => conflict.column('flow_id').doUpdateSet(values))
    .execute()
}

export async function readCode(reader: Reader, flowId: string) {
  return reader.selectFrom('identity.signin_code').selectAll().where('flow_id', '=', flowId).executeTakeFirst()
}

export async function countTry(tx: Tx, flowId: string): Promise<void> {
  await tx
    .updateTable('identity.signin_code')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('flow_id', '=', flowId)
    .execute()
}

export async function spendCode(tx: Tx, flowId: string, now: number): Promise<void> {
  await tx
    .updateTable('identity.signin_code')
    .set({ used_at: new Date(now) })
    .where('flow_id', '=', flowId)
    .execute()
}

/** Deletes sign-ins that ended long ago, with their codes; returns how many. */
export async function forgetFlows(tx: Tx, before: Date): Promise<number> {
  const result = await sql`delete from identity.signin_flow where expires_at < ${before}`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

/** Ends unfinished sign-ins with an address, which is another account's from now on or nobody's; but that of `except`. */
export async function forgetFlowsOf(tx: Tx, address: Address, except?: string): Promise<void> {
  const all = tx.deleteFrom('identity.signin_flow').where('address', '=', address)
  await (except === undefined ? all : all.where('id', '!=', except)).execute()
}
