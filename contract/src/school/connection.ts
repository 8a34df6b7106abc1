import { type Static, type TSchema, Type } from 'typebox'
import { FACT_TYPES } from '../connector/connector.limits.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { DESK_REFUSALS, registerPart } from './people.ts'
import { CONNECTION_ADDRESS_MAX, CONNECTION_SECRET_MAX } from './school.limits.ts'

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/**
 * Why the messenger was not told.
 *
 * - `unreachable`: there was no answer, or one that says to come again.
 * - `credentials`: the client or its secret is none there, or may not tell facts.
 * - `notAdmitted`: the organisation there has not let this system tell facts, or is another one.
 * - `strange`: what answered does not speak as the messenger does.
 * - `secretLost`: the secret that is kept here cannot be read any more.
 */
export const TROUBLES = ['unreachable', 'credentials', 'notAdmitted', 'strange', 'secretLost'] as const
export type Trouble = (typeof TROUBLES)[number]

/** How an organisation of the school stands to the messenger. The secret is never told. */
export const Connection = closed({
  /** 0 while nothing was entered. */
  version: Type.Integer(),
  /** Where the messenger is; null where it is at `ownUrl`. */
  apiUrl: orNull(Type.String()),
  ownUrl: Type.String(),
  clientId: orNull(Id),
  communityId: orNull(Id),
  hasSecret: Type.Boolean(),
  /** Facts of the registers, those that are removed with them. */
  facts: Type.Integer(),
  /** Of how many of them the newest state was not told yet. */
  untold: Type.Integer(),
  /** How many of them the messenger has refused. */
  refused: Type.Integer(),
  /** When everything had last been told. */
  toldAt: orNull(Instant),
  trouble: orNull(closed({ what: oneOf(TROUBLES), since: Instant })),
})
export type Connection = Static<typeof Connection>

/** Something that the messenger has refused to take, in words. */
export const RefusedFact = closed({
  type: oneOf(FACT_TYPES),
  id: Type.String(),
  /** What it is about, such as the name of a person; empty when the registers know it no more. */
  about: Type.String(),
  /** What the messenger has said about it, in Russian. */
  sentence: Type.String(),
  /** Fields that it has named. */
  places: Type.Array(Type.String()),
  at: Instant,
})
export type RefusedFact = Static<typeof RefusedFact>

export const connectionOpen = query('connection.open', {
  summary: 'The window «Подключение»: where the messenger is, as whom it is told, and how far that has come.',
  gate: 'school',
  sweep: 'own',
  input: closed({}),
  output: Connection,
  errors: DESK_REFUSALS,
})

export const connectionSet = command('connection.set', {
  summary:
    'Says where the messenger is and as whom it is told; everything is told anew then. Without a secret the former one stays, as long as client and address do.',
  gate: 'school',
  sweep: 'own',
  input: closed({
    version: Type.Integer(),
    apiUrl: orNull(line(CONNECTION_ADDRESS_MAX, 1)),
    clientId: Id,
    communityId: Id,
    secret: Type.Optional(line(CONNECTION_SECRET_MAX, 1)),
  }),
  output: Connection,
  errors: [...DESK_REFUSALS, 'school.addressInvalid', 'school.secretMissing', 'school.changedMeanwhile'],
})

export const connectionClear = command('connection.clear', {
  summary:
    'Disconnects the messenger: nothing is told any more, the secret is forgotten, and links end here. What is there in the messenger stays until its administrator decides.',
  gate: 'school',
  sweep: 'own',
  input: closed({ version: Type.Integer() }),
  output: Connection,
  errors: [...DESK_REFUSALS, 'school.changedMeanwhile'],
})

export const connectionRefused = query('connection.refused', {
  summary: 'What the messenger has refused to take, with what it has said about it.',
  gate: 'school',
  sweep: 'own',
  input: closed({ cursor: Type.Optional(Cursor) }),
  output: closed({ rows: Type.Array(RefusedFact), ...registerPart }),
  errors: DESK_REFUSALS,
})

export const connectionOperations = {
  'connection.open': connectionOpen,
  'connection.set': connectionSet,
  'connection.clear': connectionClear,
  'connection.refused': connectionRefused,
} as const
