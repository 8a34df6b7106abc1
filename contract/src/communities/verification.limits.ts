/** Who may ask to have the status of a teacher confirmed is of this age where the organisation is (VER-01). */
export const TEACHER_AGE = 18
/** Organisations that somebody asks at once without an invitation. */
export const VERIFICATIONS_WAITING_MAX = 3
/** Such applications of one profile in a day, those that refresh an earlier one included. */
export const VERIFICATIONS_PER_DAY = 10
/** Letters of an organisation's name that are typed before it is looked for. */
export const ORGANISATION_SEARCH_MIN = 3
/** Organisations that are shown for a search. */
export const ORGANISATIONS_SHOWN = 10
