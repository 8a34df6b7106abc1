/** An organisation names so many holidays at once: those of two school years. */
export const HOLIDAYS_MAX = 60
export const HOLIDAY_NAME_MAX = 100
/** Lessons of one day. */
export const LESSONS_MAX = 14
/** Quiet times are told so many days ahead. */
export const QUIET_DAYS_AHEAD = 8
/** So many urgent messages somebody sends in seven days, wherever he sends them. */
export const URGENT_PER_WEEK = 3
/** Why a message may sound in a quiet time: a danger, somebody's health, a child to be fetched, something that was put off or called off. */
export const URGENT_REASONS = ['safety', 'health', 'pickup', 'change'] as const
export const URGENT_PEOPLE_MAX = 100
