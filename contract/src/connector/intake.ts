import { type Static, type TSchema, Type } from 'typebox'
import { CommunityTypeSchema } from '../communities/requests.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, oneOf } from '../kit/scalars.ts'
import { CONNECTOR_PAGE_MAX, FACT_CHAT_KINDS, FACTS_AT_ONCE_MAX } from './connector.limits.ts'
import { FactRow, RowReport } from './fact-rows.ts'

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const page = {
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: CONNECTOR_PAGE_MAX })),
}
const next = orNull(Cursor)

export const putFacts = command('connector.facts.put', {
  summary:
    'Tells facts of an organisation, each with the revision of its source: the highest one of each holds, in whatever order and however often they come. Every row is reported by itself.',
  gate: 'system',
  scope: 'connector:facts',
  sweep: 'member',
  repeat: 'last',
  input: closed({
    communityId: Id,
    facts: Type.Array(FactRow, { minItems: 1, maxItems: FACTS_AT_ONCE_MAX }),
  }),
  output: closed({
    rows: Type.Array(RowReport),
    taken: Type.Integer(),
    older: Type.Integer(),
    same: Type.Integer(),
    refused: Type.Integer(),
  }),
  errors: ['connector.unknown'],
})

export const listOrganisations = query('connector.organisations.list', {
  summary: 'Organisations about which the calling system may tell facts, by id.',
  gate: 'system',
  scope: 'connector:read',
  sweep: 'own',
  input: closed(page),
  output: closed({
    organisations: Type.Array(
      closed({ id: Id, name: Type.String(), type: CommunityTypeSchema, timeZone: Type.String(), since: Instant }),
    ),
    next,
  }),
})

/** Removals that wait for a person, because there are too many at once. */
export const WaitingRemovals = closed({
  /** Moves whenever there are others than before. */
  version: Type.Integer(),
  /** Of how many people somebody would lose a place. */
  people: Type.Integer(),
  /** Of how many who have one by facts. */
  among: Type.Integer(),
  since: Instant,
})
export type WaitingRemovals = Static<typeof WaitingRemovals>

export const getState = query('connector.state.get', {
  summary: 'How far the facts of an organisation have come.',
  gate: 'system',
  scope: 'connector:read',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: closed({
    /** Facts that hold, without those that are removed. */
    facts: Type.Integer(),
    /** Whether something of them is still to take effect. */
    due: Type.Boolean(),
    /** When everything had last taken effect. */
    doneAt: orNull(Instant),
    waiting: orNull(WaitingRemovals),
  }),
  errors: ['connector.unknown'],
})

export const listChats = query('connector.chats.list', {
  summary: 'Chats that the messenger has made of the facts of an organisation, by their id in the register.',
  gate: 'system',
  scope: 'connector:read',
  sweep: 'member',
  input: closed({ communityId: Id, ...page }),
  output: closed({
    chats: Type.Array(
      closed({
        /** As in the register of the source: the id of the fact, or that of a chat that is there by itself. */
        id: Type.String(),
        kind: oneOf(FACT_CHAT_KINDS),
        /** By which the messenger opens it: `/im/<chatId>`. */
        chatId: Id,
        title: Type.String(),
        /** Nobody writes there any more, because its class or its fact is gone. */
        closed: Type.Boolean(),
        /** How many people are in it now, by whatever reason. */
        membersCount: Type.Integer(),
      }),
    ),
    next,
  }),
  errors: ['connector.unknown'],
})

export const intakeOperations = {
  'connector.facts.put': putFacts,
  'connector.organisations.list': listOrganisations,
  'connector.state.get': getState,
  'connector.chats.list': listChats,
} as const
