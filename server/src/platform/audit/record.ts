import type { Act, Facts } from '#contract/kit/acts.ts'
import type { SchoolAct } from '#contract/school/acts.ts'
import type { Tx } from '../db/database.ts'
import { isManaged } from '../db/transaction.ts'
import type { AuditObject } from './canonical.ts'

/** Who acts: somebody of an organisation by his profile, or by his person in the school, an operator by his account; null is the product itself. */
export type Actor = { readonly profileId: string } | { readonly operatorId: string } | null

/** An administrative act as the service that carries it out tells it. */
export interface NewAct {
  readonly act: Act | SchoolAct
  /** Whose chain it belongs to, an organisation's of the messenger or of the school; null is the operator's. */
  readonly communityId: string | null
  readonly by: Actor
  readonly objects?: readonly AuditObject[]
  /** Profiles of those whom it concerns; the log holds their pseudonyms. */
  readonly people?: readonly string[]
  /** Words and numbers of the product; never a name, a number or a text of a person. */
  readonly before?: Facts
  readonly after?: Facts
}

const noted = new WeakMap<Tx, NewAct[]>()

/**
 * Writes an act into the log of administrative acts in the transaction that carries it out: there is no act without its
 * row, and no row without its act. The row itself is written at the end of the transaction.
 *
 * @throws Error outside of `platform.transaction`
 */
export function recordAct(tx: Tx, act: NewAct): void {
  if (!isManaged(tx)) throw new Error('An act is recorded in a transaction that nobody ends')
  const acts = noted.get(tx)
  if (acts === undefined) noted.set(tx, [act])
  else acts.push(act)
}

/** What was recorded in a transaction up to now. */
export function recordedActs(tx: Tx): readonly NewAct[] {
  return noted.get(tx) ?? []
}
