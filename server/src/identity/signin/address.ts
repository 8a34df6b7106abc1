import { maskPhone } from '../profiles/phone.ts'

/**
 * By what an account signs in and where its codes go: a phone in E.164, which begins with `+`, or an e-mail address in
 * lower case, which has an `@` (IDN-13).
 */
export type Address = string

const EMAIL = /^[^\s@"(),:;<>[\\\]]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,251}[\p{L}\p{N}])?\.[\p{L}]{2,63}$/u

export function isEmail(address: Address): boolean {
  return address.includes('@')
}

/** An e-mail address in one form, or null when the text is none. */
export function normalizeEmail(text: string): string | null {
  const email = text.normalize('NFC').trim().toLowerCase()
  return EMAIL.test(email) && !email.includes('..') ? email : null
}

/** An address as its owner recognises it and nobody else reads it: +7 ••• •••-27-83, т•••@mail.ru. */
export function maskAddress(address: Address): string {
  if (!isEmail(address)) return maskPhone(address)
  return `${[...address][0]}•••${address.slice(address.lastIndexOf('@'))}`
}
