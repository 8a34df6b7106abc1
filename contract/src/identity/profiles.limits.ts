/** People whose cards one call may ask for. */
export const PROFILE_CARDS_MAX = 200
