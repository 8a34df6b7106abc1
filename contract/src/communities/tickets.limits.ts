const DAY_MS = 86_400_000

/** A ticket that nobody of its organisation has taken by then goes to the operator as well. */
export const TICKET_ESCALATES_MS = 3 * DAY_MS
/** A ticket that is not confirmed by then expires. */
export const TICKET_LIFE_MS = 30 * DAY_MS
/** A confirmed ticket waits so long, so that whoever has the account can say no. */
export const TICKET_WAIT_MS = 2 * DAY_MS
/** How long the number of whoever filed a ticket is kept after its end. */
export const TICKET_PHONE_KEPT_MS = 30 * DAY_MS
/** Tickets of one number in a day. */
export const TICKETS_PER_DAY = 3
/** Tickets from one network in an hour; a teachers' room lies behind one address. */
export const TICKETS_PER_NETWORK = 20
/** Failed checks of an administrator until the form is locked for an hour, per organisation and per network (ORG-11). */
export const ADMINISTRATOR_CHECKS_PER_HOUR = 3
/** Searches for an organisation by one applicant. */
export const TICKET_SEARCHES_PER_HOUR = 60
/** Letters of an organisation's name that are typed before it is looked for. */
export const TICKET_SEARCH_MIN = 3
/** Tickets of one answer. */
export const TICKETS_PAGE = 50
/** Organisations that are shown for a search. */
export const TICKET_ORGANISATIONS_SHOWN = 10
/** People whom a search of an operator shows. */
export const TICKET_MEMBERS_SHOWN = 20
export const TICKET_ABOUT_MAX = 500
