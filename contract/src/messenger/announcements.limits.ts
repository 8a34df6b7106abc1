/** Places of one announcement. */
export const ANNOUNCEMENT_TARGETS_MAX = 200
/** Announcements that one profile makes in a minute. */
export const ANNOUNCEMENTS_PER_MINUTE = 6
/** What waits is brought to its places at least so often, in milliseconds. */
export const ANNOUNCED_EVERY_MS = 1_000
/** Characters (code points) of what somebody adds to his answer. */
export const ANSWER_COMMENT_MAX = 500
/** Answers that one profile gives in a minute. */
export const ANSWERS_PER_MINUTE = 60
/** An answer is waited for so long at least and at most, in milliseconds. */
export const CONFIRM_TIME_MIN_MS = 3_600_000
export const CONFIRM_TIME_MAX_MS = 366 * 86_400_000
/** So long before the end families that have not answered are reminded by themselves, in milliseconds. */
export const REMIND_BEFORE_MS = 86_400_000
/** Families are reminded of one announcement at most once in this time, in milliseconds. */
export const REMIND_PAUSE_MS = 86_400_000
/** And in these hours of the organisation alone: from the first on, before the last. */
export const REMIND_FROM_HOUR = 8
export const REMIND_UNTIL_HOUR = 20
/** An announcement without an end stands above the others for so long while it waits for an answer, in milliseconds. */
export const FEED_WAITS_MS = 30 * 86_400_000
/** Of more announcements that wait for one reader the number is not told. */
export const FEED_WAITING_MAX = 99
