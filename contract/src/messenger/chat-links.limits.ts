/** For so many days a link of a chat may be made. */
export const CHAT_LINK_DAYS = [1, 7, 30, 90] as const
export const CHAT_LINK_USES_MAX = 5_000
/** Requests to come in that wait in one chat at a time. */
export const JOIN_REQUESTS_MAX = 500
/** SMS with the link of one chat in 24 hours, and of one person in all his chats (CHT-05). */
export const SMS_OF_CHAT_PER_DAY = 30
export const SMS_OF_PERSON_PER_DAY = 20
