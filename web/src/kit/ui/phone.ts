const RUSSIAN_DIGITS = 11
const ALL_DIGITS_MAX = 15

/** Digits of a typed number with the country code in front: «8 910…» and «910…» are Russian. */
export function phoneDigits(text: string): string {
  const digits = withoutSecondPrefix(text.replace(/\D/g, ''))
  if (text.trimStart().startsWith('+')) return digits.slice(0, ALL_DIGITS_MAX)
  if (digits.startsWith('8')) return `7${digits.slice(1)}`.slice(0, RUSSIAN_DIGITS)
  if (digits.startsWith('9')) return `7${digits}`.slice(0, RUSSIAN_DIGITS)
  return digits.slice(0, ALL_DIGITS_MAX)
}

/** Somebody types or pastes his whole «8 910…» or «+7 910…» behind the «+7» that stands in the field already. */
function withoutSecondPrefix(digits: string): string {
  if (digits.startsWith('789')) return `7${digits.slice(2)}`
  return digits.startsWith('77') && digits.length === RUSSIAN_DIGITS + 1 ? digits.slice(1) : digits
}

/** A number as people read it: «+7 910 514-27-83»; other countries in groups of three. */
export function formatPhone(text: string): string {
  const digits = phoneDigits(text)
  if (digits === '') return text.trimStart().startsWith('+') ? '+' : ''
  if (!digits.startsWith('7')) return `+${digits.replace(/(\d{3})(?=\d)/g, '$1 ')}`
  const [, area = '', first = '', second = '', third = ''] = /^7(\d{0,3})(\d{0,3})(\d{0,2})(\d*)$/.exec(digits) ?? []
  let formatted = '+7'
  if (area !== '') formatted += ` ${area}`
  if (first !== '') formatted += ` ${first}`
  if (second !== '') formatted += `-${second}`
  if (third !== '') formatted += `-${third}`
  return formatted
}

/** Whether the number can be a whole one; the server has the last word. */
export function isPhoneWhole(text: string): boolean {
  const digits = phoneDigits(text)
  return digits.startsWith('7') ? digits.length === RUSSIAN_DIGITS : digits.length >= 8
}

/** Where the caret stands after formatting: behind the same digit as before. */
export function caretAfter(formatted: string, digitsBefore: number): number {
  if (digitsBefore === 0) return formatted.startsWith('+') ? 1 : 0
  let seen = 0
  for (let at = 0; at < formatted.length; at += 1) {
    if (/\d/.test(formatted[at]!)) seen += 1
    if (seen === digitsBefore) return at + 1
  }
  return formatted.length
}
