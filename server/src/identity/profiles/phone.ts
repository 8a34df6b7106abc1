import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A phone number in E.164, or null when the text is none. Numbers without a country code are Russian. */
export function normalizePhone(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text, 'RU')
  if (parsed === undefined || !parsed.isValid()) return null
  const type = parsed.getType()
  // Toll-free and premium numbers cannot receive a code.
  if (type !== undefined && !['MOBILE', 'FIXED_LINE_OR_MOBILE', 'FIXED_LINE', 'PERSONAL_NUMBER'].includes(type))
    return null
  return parsed.number
}

/** A number as its owner recognises it and nobody else reads it: +7 ••• •••-27-83. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 2)} ••• •••-${phone.slice(-4, -2)}-${phone.slice(-2)}`
}
