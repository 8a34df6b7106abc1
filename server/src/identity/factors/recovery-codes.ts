import { RECOVERY_CODE_LENGTH, RECOVERY_CODES } from '#contract/identity/factors.limits.ts'
import { keyedHash, type Random } from '../../platform/clock/random.ts'

/** Without letters that look like digits or like each other. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Codes to be written down, as `XXXXX-XXXXX`. */
export function newRecoveryCodes(random: Random): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const signs = Array.from({ length: RECOVERY_CODE_LENGTH }, () => ALPHABET[random.below(ALPHABET.length)])
    signs.splice(RECOVERY_CODE_LENGTH / 2, 0, '-')
    return signs.join('')
  })
}

/** What is kept of a code; dashes, spaces and the size of letters do not matter. */
export function recoveryHash(key: Uint8Array, accountId: string, code: string): Buffer {
  return keyedHash(key, `${accountId}:${code.toUpperCase().replace(/[^0-9A-Z]/g, '')}`)
}
