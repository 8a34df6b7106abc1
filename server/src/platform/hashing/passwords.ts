import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '#contract/identity/signin.limits.ts'
import { HashingPool } from './hashing-pool.ts'

const pool = new HashingPool()

let dummy: Promise<string> | null = null

/** @throws Refusal `rate.limited` when more people sign in than the machine can serve */
export async function hashPassword(password: string): Promise<string> {
  return (await pool.run({ password: password.normalize('NFC'), kept: null })) as string
}

/**
 * Whether the password fits; spends the same time when there is nothing to compare with.
 *
 * @throws Refusal `rate.limited` when more people sign in than the machine can serve
 */
export async function passwordFits(kept: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('nobody has this password').catch((error: unknown) => {
    dummy = null
    throw error
  })
  const fits = await pool.run({ password: password.normalize('NFC'), kept: kept ?? (await dummy) })
  return kept !== null && fits === true
}

/** From so many digits in a row on a password is the phone rather than that it has some digits in common with it. */
const PHONE_DIGITS_MIN = 7

/** A password long enough that is neither one sign repeated nor a row of the keyboard nor the phone or e-mail address. */
export function isStrongPassword(password: string, address: string): boolean {
  const length = [...password].length
  if (length < PASSWORD_LENGTH_MIN || length > PASSWORD_LENGTH_MAX) return false
  if (new Set(password).size < 4) return false
  const lower = password.toLowerCase()
  const rows = ['01234567890', '09876543210', 'qwertyuiop', 'йцукенгшщзх', 'abcdefghij', 'абвгдежзик']
  if (rows.some((row) => row.startsWith(lower.slice(0, row.length)) || row.includes(lower))) return false
  // In the country the number is written with 8 as well.
  const digits = password.replace(/\D/g, '').replace(/^8(?=\d{10}$)/, '7')
  if (digits.length >= PHONE_DIGITS_MIN && address.includes(digits)) return false
  return lower !== 'password' && lower !== 'пароль' && !address.includes(lower)
}
