/** People whose cards one call may ask for. */
export const PROFILE_CARDS_MAX = 200
/** Names are changed for a wedding or a mistake, not for a joke a day. */
export const RENAMES_PER_MONTH = 3
/** How long those who manage members are shown what a name was. */
export const RENAME_SHOWN_DAYS = 90
