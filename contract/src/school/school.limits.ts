/** Numbers of the electronic school, each with its unit. */
export const LOGIN_LENGTH_MIN = 3
export const LOGIN_LENGTH_MAX = 60
export const SCHOOL_PASSWORD_MIN = 8
export const SCHOOL_PASSWORD_MAX = 200
export const SCHOOL_NAME_MAX = 60
export const SCHOOL_TITLE_MAX = 200
export const SCHOOL_SEARCH_MAX = 100
/** A session ends after this long, whatever is done in it. Milliseconds. */
export const SCHOOL_SESSION_LIFE_MS = 12 * 3_600_000
/** A session ends when nothing is done in it for this long. Milliseconds. */
export const SCHOOL_SESSION_IDLE_MS = 2 * 3_600_000
/** Rows of a register in one answer. */
export const REGISTER_PAGE_MAX = 100
/** People whom one window chooses at once. */
export const PICKED_MAX = 500
export const ROLES_OF_USER_MAX = 10
export const ROLES_MAX = 200
/** Characters of the address of the messenger, and of the secret of a client there. */
export const CONNECTION_ADDRESS_MAX = 300
export const CONNECTION_SECRET_MAX = 200
export const GRADE_MAX = 11
/** Signs of the word by which a sign-in for linking is known again. */
export const LINK_STATE_LENGTH = 43
export const LINK_CODE_MAX = 500
/** A sign-in for linking that has not come back by then is begun anew. Milliseconds. */
export const LINK_ATTEMPT_MS = 30 * 60_000
