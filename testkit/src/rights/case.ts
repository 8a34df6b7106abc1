import type { ErrorCode } from '#contract/errors.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import { type OperationId, type Operations, operations } from '#contract/operations.ts'
import { newId } from '../client.ts'
import type { Ids } from './facts.ts'

export type Door = 'public' | 'account' | 'profile' | 'operator'

/** What an operation is tried on: every target of a kind is tried by everybody who has to do with it, and by outsiders. */
export type Kind =
  | 'nothing'
  | 'organisation'
  | 'unit'
  | 'member'
  | 'child'
  | 'person'
  | 'application'
  | 'row'
  | 'chat'
  | 'message'
  | 'poll'

/** One way of calling an operation, and who may. */
export interface Case {
  id: OperationId
  /** Tells variants of one operation apart. */
  variant: string
  over: Kind
  /** Ids of the targets on which it is tried; all of the kind when absent. */
  on?: readonly string[]
  /** Where the text stands from which the rule is taken. */
  source: string
  door: Door
  /** SQL over `a` (who tries), `t` (on what) and the words of the oracle. */
  may: string
  /** Whether it changes something of the organisation of its target, so that a suspended one refuses it (ORG-19). */
  rests: boolean
  inLesson: boolean
  whileLeaving: boolean
  /** Whether those who do not belong there know all the same that the target exists. */
  known: boolean
  input: (ids: Ids) => object
  /** Codes of the kind «not found» or «forbidden» that speak of no right. */
  passes: readonly ErrorCode[]
  /** Codes of another kind that refuse for a reason of right all the same. */
  refuses: readonly ErrorCode[]
  /** Of what leaves out in place of refusing: whether the target stands in the answer. */
  shows: ((answer: never, ids: Ids) => boolean) | null
}

interface Told<Id extends OperationId> {
  over: Kind
  variant?: string
  on?: readonly string[]
  source: string
  may: string
  door?: Door
  rests?: boolean
  inLesson?: boolean
  whileLeaving?: boolean
  known?: boolean
  input: (ids: Ids) => InputOf<Operations[Id]>
  passes?: readonly ErrorCode[]
  refuses?: readonly ErrorCode[]
  shows?: (answer: OutputOf<Operations[Id]>, ids: Ids) => boolean
}

/** A way of calling an operation. A query is open where nothing is changed; what a child's tablet does is open unless it says otherwise. */
export function of<const Id extends OperationId>(id: Id, told: Told<Id>): Case {
  const door = told.door ?? 'profile'
  return {
    id,
    variant: told.variant ?? '',
    over: told.over,
    ...(told.on === undefined ? {} : { on: told.on }),
    source: told.source,
    door,
    may: told.may,
    rests: told.rests ?? (operations[id].kind === 'command' && door === 'profile'),
    inLesson: told.inLesson ?? door === 'profile',
    whileLeaving: told.whileLeaving ?? false,
    known: told.known ?? false,
    input: told.input,
    passes: told.passes ?? [],
    refuses: told.refuses ?? [],
    shows: told.shows ?? null,
  }
}

/** Ids of a target; what it has not is the id of nothing. */
export function idsOf(known: Partial<Ids>): Ids {
  return {
    communityId: newId(),
    unitId: newId(),
    profileId: newId(),
    adultId: newId(),
    chatId: newId(),
    rowId: newId(),
    token: 'A'.repeat(22),
    seq: 1,
    version: 1,
    ...known,
  }
}

export const REASON = 'Так надо'
