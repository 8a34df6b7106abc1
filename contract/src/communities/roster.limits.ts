/** The most rows of such a file, those of its head included. */
export const ROSTER_ROWS_MAX = 20_000
/** Columns that are looked at. */
export const ROSTER_COLUMNS_MAX = 60
/** Signs of a cell that are kept. */
export const ROSTER_CELL_MAX = 500
/** Rows that are taken over, or back, in one transaction. */
export const ROSTER_CHUNK = 100
/** How long the rows of a file are kept, and so how long it can be taken back. */
export const ROSTER_FILE_KEPT_MS = 30 * 24 * 3_600_000
/** Guardians of one pupil in a row. */
export const ROSTER_GUARDIANS_MAX = 4
/** Numbers of one person. */
export const ROSTER_PHONES_MAX = 4

/** What a column holds. Columns of guardians are read from left to right: a number belongs to the name before it. */
export const ROSTER_FIELDS = [
  'skip',
  'fullName',
  'surname',
  'name',
  'patronymic',
  'unit',
  'birthDate',
  'phone',
  'guardian',
  'guardianPhone',
] as const
export type RosterField = (typeof ROSTER_FIELDS)[number]

/** Whom a file lists. */
export const ROSTER_LISTS = ['pupils', 'staff'] as const
export type RosterList = (typeof ROSTER_LISTS)[number]

/** Who somebody of the roster is. */
export const ROSTER_ROLES = ['pupil', 'parent', 'staff'] as const
export type RosterRole = (typeof ROSTER_ROLES)[number]

/** What has been made of a row: it is understood, somebody has to look at it, or nothing was understood. */
export const ROSTER_VERDICTS = ['understood', 'doubt', 'unclear'] as const
export type RosterVerdict = (typeof ROSTER_VERDICTS)[number]

/** Why a row is doubted or not understood. */
export const ROSTER_REASONS = [
  'nameMissing',
  'nameOdd',
  'namePartsMany',
  'severalPeople',
  'unitMissing',
  'unitOdd',
  'birthDateOdd',
  'birthDateUnlikely',
  'phoneOdd',
  'guardianOdd',
  'twice',
  'namesakes',
] as const
export type RosterReason = (typeof ROSTER_REASONS)[number]

/** What taking a row over does to the roster. */
export const ROSTER_CHANGES = ['new', 'changed', 'same'] as const
export type RosterChange = (typeof ROSTER_CHANGES)[number]

/** How an application stands to the roster. */
export const ROSTER_MATCHES = ['exact', 'near', 'several', 'none'] as const
export type RosterMatchKind = (typeof ROSTER_MATCHES)[number]

/** In what an application differs from the record that is nearest, or why it is not taken for the same person by itself. */
export const ROSTER_DIFFERENCES = [
  'surname',
  'name',
  'patronymic',
  'nameOrder',
  'birthDate',
  'birthDateMissing',
  'dayAndMonth',
  'unit',
  'role',
  'phone',
  'phoneOfOther',
  'child',
  'isMember',
  'appliedTwice',
] as const
export type RosterDifferenceKind = (typeof ROSTER_DIFFERENCES)[number]

/** Applications that are approved in one transaction of a bulk approval. */
export const MATCHED_CHUNK = 25
