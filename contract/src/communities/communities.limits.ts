export const COMMUNITY_NAME_MAX = 300
/** One line of what an organisation says of itself, and its description. */
export const ORGANISATION_LINE_MAX = 300
export const ORGANISATION_TEXT_MAX = 5000
export const UNIT_NAME_MAX = 100
/** How many levels departments have. */
export const UNIT_LEVELS_MAX = 5
export const POSITION_MAX = 200
export const REASON_MAX = 500
/** A decision on an application can be taken back for this long (INV-06). */
export const DECISION_UNDO_MS = 10 * 60_000
/** Applications decided by one call. */
export const DECISIONS_MAX = 500
/** An organisation names so many second adults in their order. */
export const SECOND_ADULTS_MAX = 10
/** People whom one profile has blocked at once. */
export const BLOCKS_MAX = 1000
/** Blocks of one profile in a minute, given or taken back. */
export const BLOCKS_PER_MINUTE = 30
/** Signs of a number or an e-mail address that somebody shows on his card. */
export const DETAIL_MAX = 254
/** An organisation keeps messages of deleted accounts so many months at most, unless it keeps them for ever. */
export const RETENTION_MONTHS_MAX = 120
export const PAGE_SIZE = 50
export const PAGE_SIZE_MAX = 200
/** Adults who were taken from a child, in one answer. */
export const FAMILY_CASES_PAGE = 50
/** An invitation link lives this long when no date is given. */
export const LINK_LIFE_MS = 90 * 24 * 3_600_000
/** The revocation of a link can be taken back for this long. */
export const LINK_RESTORE_MS = DECISION_UNDO_MS
/** An application that nobody decides expires. */
export const APPLICATION_LIFE_MS = 60 * 24 * 3_600_000
/** Letters about applications that wait go on working days between these hours of the organisation's zone (INV-09). */
export const DIGEST_FROM_HOUR = 8
export const DIGEST_UNTIL_HOUR = 18
/** An application has waited for so long before a letter tells of it, so that a crowd makes one letter. */
export const DIGEST_SETTLES_MS = 30 * 60_000
/** A child has so many adults at most (INV-11). */
export const FAMILY_ADULTS_MAX = 4
/** An administrator may let so many adults join one child, and no more. */
export const FAMILY_ADULTS_LIMIT = 10
/** The newest text of the consent; only this one can be agreed to. Earlier ones stay readable. */
export const CONSENT_TEXT_VERSION = 1
/** Letters of the name of whoever has signed a consent on paper. */
export const CONSENT_SIGNER_MAX = 200
/** People whom one profile has added by hand at once (CNT-04). */
export const PERSONAL_CONTACTS_MAX = 500
/** A code by which somebody may become a personal contact. */
export const CONTACT_CODE_LIFE_MS = 24 * 3_600_000
/** Codes of personal contacts that one profile makes, opens or answers in a minute, each. */
export const CONTACT_CODES_PER_MINUTE = 10
/** Classes up to this grade invite their pupils by e-mail (IDN-13). */
export const EMAIL_GRADE_MAX = 4
/** From this grade on a pupil younger than 14 registers by the link of the class, by phone or e-mail. */
export const LINK_GRADE_MIN = EMAIL_GRADE_MAX + 1
/** Letters that are sent by one call. */
export const INVITATIONS_TOGETHER_MAX = 50
/** The link of a letter lives this long. */
export const INVITATION_LIFE_MS = 30 * 24 * 3_600_000
/** Letters that one person sends in a day. */
export const INVITATIONS_PER_DAY = 200
/** Numbers of one phone book. */
export const PHONEBOOK_NUMBERS_MAX = 2000
/** How often a profile compares its phone book in a day. */
export const PHONEBOOK_COMPARED_PER_DAY = 5
/** An organisation in whose chats nobody has written for so many days of its zone, today among them, is not active. */
export const SILENCE_DAYS = 14
/** Administrators support their colleagues, and colleagues keep in touch, as long as they have written within so many days. */
export const SUPPORT_DAYS = 7
