import { type Static, type TSchema, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Day, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { PAGE_SIZE_MAX } from './communities.limits.ts'
import {
  ROSTER_CHANGES,
  ROSTER_COLUMNS_MAX,
  ROSTER_FIELDS,
  ROSTER_LISTS,
  ROSTER_REASONS,
  ROSTER_ROLES,
  ROSTER_ROWS_MAX,
  ROSTER_VERDICTS,
} from './roster.limits.ts'

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Names = { surname: Type.String(), name: Type.String(), patronymic: Type.String() }
const Columns = Type.Array(oneOf(ROSTER_FIELDS), { maxItems: ROSTER_COLUMNS_MAX })

/**
 * What becomes of a file: it is read, ready to be looked at, being taken over, taken over, stopped in the middle, being taken
 * back, or taken back.
 */
export const ROSTER_IMPORT_STATES = ['reading', 'ready', 'applying', 'applied', 'stopped', 'undoing', 'undone'] as const
export type RosterImportState = (typeof ROSTER_IMPORT_STATES)[number]

/** Somebody as a row of a file tells of him. */
export const RosterPersonView = closed({
  ...Names,
  role: oneOf(['pupil', 'staff']),
  birthDate: orNull(Day),
  /** Null where the unit is not there yet. */
  unitId: orNull(Id),
  unitName: Type.String(),
  phones: Type.Array(Type.String()),
  guardians: Type.Array(closed({ ...Names, phones: Type.Array(Type.String()) })),
})
export type RosterPersonView = Static<typeof RosterPersonView>

/** What stands in the roster now and what the row says; both as texts. */
export const RosterChangedField = closed({
  what: oneOf(['patronymic', 'birthDate', 'unit', 'phones', 'guardians']),
  before: Type.String(),
  after: Type.String(),
})
export type RosterChangedField = Static<typeof RosterChangedField>

export const RosterRow = closed({
  /** The row of the file, from 1 on. */
  position: Type.Integer(),
  verdict: oneOf(ROSTER_VERDICTS),
  reasons: Type.Array(oneOf(ROSTER_REASONS)),
  person: orNull(RosterPersonView),
  /** What the row does to the roster; null where it is not understood. */
  change: orNull(oneOf(ROSTER_CHANGES)),
  changed: Type.Array(RosterChangedField),
  /** What the cells say. */
  cells: Type.Array(Type.String()),
})
export type RosterRow = Static<typeof RosterRow>

export const RosterImport = closed({
  id: Id,
  communityId: Id,
  version: Type.Integer(),
  state: oneOf(ROSTER_IMPORT_STATES),
  fileName: Type.String(),
  by: Type.String(),
  at: Instant,
  list: oneOf(ROSTER_LISTS),
  /** The row with the heads, from 1 on; 0 where there is none. */
  headRow: Type.Integer(),
  columns: Type.Array(closed({ head: Type.String(), field: oneOf(ROSTER_FIELDS), sample: Type.String() })),
  counts: closed({
    understood: Type.Integer(),
    doubt: Type.Integer(),
    unclear: Type.Integer(),
    new: Type.Integer(),
    changed: Type.Integer(),
    same: Type.Integer(),
  }),
  /** Units that would be made. */
  newUnits: Type.Array(Type.String()),
  /** People of the roster whom an earlier file has named and this one does not; they stay. */
  missing: Type.Integer(),
  /** Rows that are done, of those that are to be done, while it is taken over or back. */
  done: Type.Integer(),
  toDo: Type.Integer(),
  /** What came of it: people, with guardians counted by themselves. */
  added: Type.Integer(),
  corrected: Type.Integer(),
  unitsMade: Type.Integer(),
  /** Whom taking it back has left as he is, since somebody has changed him in between. */
  kept: Type.Integer(),
  /** Until when it can be taken back, else null. */
  undoUntil: orNull(Instant),
})
export type RosterImport = Static<typeof RosterImport>

const reads = { gate: 'profile', sweep: 'member', lesson: false } as const

export const openRoster = query('roster.open', {
  summary: 'How many people an organisation knows by lists, and the files from which they came, the newest first.',
  ...reads,
  input: closed({ communityId: Id }),
  output: closed({
    pupils: Type.Integer(),
    parents: Type.Integer(),
    staff: Type.Integer(),
    imports: Type.Array(RosterImport),
  }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const importRoster = command('roster.import', {
  summary:
    'Reads an uploaded file of the kind `sheet` (XLSX, or text with separators) into a preview; nothing is taken over, and the file is erased. The same id again is the same import.',
  ...reads,
  repeat: 'self',
  perMinute: 10,
  input: closed({ id: Id, communityId: Id, fileId: Id, fileName: line(200) }),
  output: RosterImport,
  errors: [
    'community.unknown',
    'community.notAllowed',
    'file.unknown',
    'roster.unreadable',
    'roster.oldExcel',
    'roster.tooManyRows',
    'roster.empty',
  ],
})

export const getImport = query('roster.get', {
  summary: 'A file with what was made of it, and how far it has come.',
  ...reads,
  input: closed({ importId: Id }),
  output: RosterImport,
  errors: ['roster.unknown', 'community.notAllowed'],
})

export const setColumns = command('roster.setColumns', {
  summary: 'Says what the columns of a file hold; its rows are read anew.',
  ...reads,
  input: closed({
    importId: Id,
    version: Type.Integer(),
    headRow: Type.Integer({ minimum: 0, maximum: ROSTER_ROWS_MAX }),
    list: oneOf(ROSTER_LISTS),
    columns: Columns,
  }),
  output: RosterImport,
  errors: ['roster.unknown', 'community.notAllowed', 'roster.changed', 'roster.nameColumnMissing'],
})

export const listRows = query('roster.rows', {
  summary: 'A page of the rows of a file, as they were understood.',
  ...reads,
  input: closed({
    importId: Id,
    verdict: Type.Optional(oneOf(ROSTER_VERDICTS)),
    change: Type.Optional(oneOf(ROSTER_CHANGES)),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
  }),
  output: closed({ rows: Type.Array(RosterRow), total: Type.Integer(), next: orNull(Cursor) }),
  errors: ['roster.unknown', 'community.notAllowed'],
})

export const applyImport = command('roster.apply', {
  summary:
    'Takes the understood rows over, with `withDoubts` the doubted ones too, step by step in the background. Units that are missing are made.',
  ...reads,
  input: closed({ importId: Id, version: Type.Integer(), withDoubts: Type.Boolean() }),
  output: RosterImport,
  errors: ['roster.unknown', 'community.notAllowed', 'roster.changed'],
})

export const cancelImport = command('roster.cancel', {
  summary:
    'Stops taking over: what is done stays and can be taken back. A file that only waits to be looked at is forgotten with its rows; the answer is null then.',
  ...reads,
  input: closed({ importId: Id }),
  output: closed({ import: orNull(RosterImport) }),
  errors: ['roster.unknown', 'community.notAllowed', 'roster.changed'],
})

export const undoImport = command('roster.undo', {
  summary:
    'Takes a whole file back, step by step in the background: people come out as they were before it. Whom somebody has changed since then stays.',
  ...reads,
  input: closed({ importId: Id }),
  output: RosterImport,
  errors: ['roster.unknown', 'community.notAllowed', 'roster.changed', 'roster.undoOver'],
})

/** Somebody whom an organisation knows by a list; he may have no account. */
export const RosterRecord = closed({
  id: Id,
  ...Names,
  role: oneOf(ROSTER_ROLES),
  birthDate: orNull(Day),
  unitId: orNull(Id),
  unitName: Type.String(),
  phones: Type.Array(Type.String()),
  /** Whose parent it is, else null. */
  childName: orNull(Type.String()),
  /** The file from which it came last; null once that is forgotten. */
  fileName: orNull(Type.String()),
})
export type RosterRecord = Static<typeof RosterRecord>

export const listRecords = query('roster.records', {
  summary: 'A page of the people whom an organisation knows by lists, by surname.',
  ...reads,
  input: closed({
    communityId: Id,
    role: Type.Optional(oneOf(ROSTER_ROLES)),
    unitId: Type.Optional(Id),
    search: Type.Optional(line(100)),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_SIZE_MAX })),
  }),
  output: closed({ records: Type.Array(RosterRecord), total: Type.Integer(), next: orNull(Cursor) }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const removeRecords = command('roster.remove', {
  summary:
    'Erases people from the roster, parents with their child: those that are named, or everybody. Members stay members.',
  ...reads,
  input: closed({
    communityId: Id,
    ids: Type.Union([Type.Literal('all'), Type.Array(Id, { minItems: 1, maxItems: PAGE_SIZE_MAX, uniqueItems: true })]),
  }),
  output: closed({ removed: Type.Integer() }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const rosterOperations = {
  'roster.open': openRoster,
  'roster.import': importRoster,
  'roster.get': getImport,
  'roster.setColumns': setColumns,
  'roster.rows': listRows,
  'roster.apply': applyImport,
  'roster.cancel': cancelImport,
  'roster.undo': undoImport,
  'roster.records': listRecords,
  'roster.remove': removeRecords,
} as const
