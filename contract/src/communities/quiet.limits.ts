/** An organisation names so many holidays at once: those of two school years. */
export const HOLIDAYS_MAX = 60
export const HOLIDAY_NAME_MAX = 100
/** Lessons of one day. */
export const LESSONS_MAX = 14
/** Quiet times are told so many days ahead. */
export const QUIET_DAYS_AHEAD = 8
