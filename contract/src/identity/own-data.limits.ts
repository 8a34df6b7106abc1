/** The address of a download is good for this long. */
export const OWN_DATA_LINK_MS = 10 * 60_000
/** Some browsers ask for a file twice before they keep it. */
export const OWN_DATA_USES_MAX = 3
/** Downloads that one account prepares in a day: every one reads all that somebody has ever written. */
export const OWN_DATA_PER_DAY = 5
