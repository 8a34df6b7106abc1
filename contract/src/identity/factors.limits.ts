/** Codes on paper that come with an app. */
export const RECOVERY_CODES = 10
/** Characters of one, without the dash in its middle. */
export const RECOVERY_CODE_LENGTH = 10
/** The longest that may be typed where an app's code or one on paper is asked for: with dashes and spaces. */
export const FACTOR_CODE_LENGTH_MAX = 24
/** Codes of one account that may be tried in an hour. */
export const FACTOR_TRIES_PER_HOUR = 10
