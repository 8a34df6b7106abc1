import { hash, verify } from '@node-rs/argon2'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '#contract/identity/signin.limits.ts'

/** Argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet). */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

let dummy: Promise<string> | null = null

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), OPTIONS)
}

/** Whether the password fits; spends the same time when there is nothing to compare with. */
export async function passwordFits(kept: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('nobody has this password')
  const fits = await verify(kept ?? (await dummy), password.normalize('NFC'))
  return kept !== null && fits
}

/** A password long enough that is neither one sign repeated nor a row of the keyboard nor the phone. */
export function isStrongPassword(password: string, phone: string): boolean {
  const length = [...password].length
  if (length < PASSWORD_LENGTH_MIN || length > PASSWORD_LENGTH_MAX) return false
  if (new Set(password).size < 4) return false
  const lower = password.toLowerCase()
  const rows = ['01234567890', '09876543210', 'qwertyuiop', 'йцукенгшщзх', 'abcdefghij', 'абвгдежзик']
  if (rows.some((row) => row.startsWith(lower.slice(0, row.length)) || row.includes(lower))) return false
  return lower !== 'password' && lower !== 'пароль' && !phone.includes(password.replace(/\D/g, '') || '-')
}
