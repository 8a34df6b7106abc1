/** Codes on paper that come with an app. */
export const RECOVERY_CODES = 10
/** Characters of one, without the dash in its middle. */
export const RECOVERY_CODE_LENGTH = 10
/** For so long the devices that were signed in are told of a sign-in with one. */
export const RECOVERY_CODE_TOLD_MS = 30 * 86_400_000
/** The longest that may be typed where an app's code or one on paper is asked for: with dashes and spaces. */
export const FACTOR_CODE_LENGTH_MAX = 24
/** Codes of one account that may be tried in an hour. */
export const FACTOR_TRIES_PER_HOUR = 10
/** Keys of one account; a person has fewer devices. */
export const PASSKEYS_MAX = 10
export const PASSKEY_NAME_MAX = 60
/** A device signs a challenge by then, or is asked anew. */
export const PASSKEY_CHALLENGE_LIFE_MS = 5 * 60_000
