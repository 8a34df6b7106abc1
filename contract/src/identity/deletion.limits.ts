/**
 * An account is deleted so long after it was asked for. Whoever was talked into it, or whose open session somebody else has
 * used, comes back within a month: longer than a holiday, and no longer than the law gives for answering such a wish.
 */
export const DELETION_WAIT_MS = 30 * 86_400_000
/** Signs of the number of a certificate; 80 bits that nobody guesses. */
export const CERTIFICATE_SIGNS = 16
/** Letters and digits that are not taken for one another when they are copied by hand. */
export const CERTIFICATE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** The number as people hold it: four signs, four times. */
export const CERTIFICATE_PATTERN = `^[${CERTIFICATE_ALPHABET}]{4}(-[${CERTIFICATE_ALPHABET}]{4}){3}$`

/** What a certificate counts, in the order in which people read it. */
export const ERASED_KINDS = [
  'profiles',
  'signin',
  'files',
  'roles',
  'chats',
  'votes',
  'calls',
  'contacts',
  'blocks',
  'settings',
  'applications',
  'tickets',
  'cards',
  'readTimes',
  'records',
] as const
export type ErasedKind = (typeof ERASED_KINDS)[number]
