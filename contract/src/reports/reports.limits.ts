/** What is wrong with what is reported; the last one asks for words. */
export const REPORT_REASONS = ['bullying', 'threats', 'indecent', 'fraud', 'personalData', 'spam', 'other'] as const
export type ReportReason = (typeof REPORT_REASONS)[number]

export const REPORT_WORDS_MAX = 500
/** Messages of one report. */
export const REPORT_MESSAGES_MAX = 20
export const REPORTS_PER_MINUTE = 5
/** So long two administrators read what they have opened together. */
export const REPORT_OPEN_MS = 72 * 3_600_000
/** After so long without a decision the operator sees that a report waits. */
export const REPORT_DEADLINE_MS = 3 * 24 * 3_600_000
/** A decided report is kept for so long, for whoever asks what was decided. */
export const REPORT_KEPT_MS = 365 * 24 * 3_600_000
/** What was erased for everybody is kept sealed for so long: somebody may report it still. */
export const ERASED_KEPT_MS = 90 * 24 * 3_600_000
/** Reports of one answer. */
export const REPORTS_PAGE = 50
/** Reports that wait are counted to this and no further: more than ninety-nine are «99+». */
export const REPORTS_COUNTED_MAX = 100
/** What somebody has reported himself, the latest. */
export const OWN_REPORTS_SHOWN = 50
