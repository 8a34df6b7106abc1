import { ROSTER_PHONES_MAX } from '#contract/communities/roster.limits.ts'

const BETWEEN = '[\\s().‐–—-]*'
/** Numbers of Russia with and without their first digit, so that two beside each other stay two; then whatever is as long. */
const NUMBER = new RegExp(
  `(?:\\+7|[78])(?:${BETWEEN}\\d){10}(?!\\d)|9(?:${BETWEEN}\\d){9}(?!\\d)|\\+?\\d(?:${BETWEEN}\\d){9,14}`,
  'gu',
)

export interface PhonesRead {
  /** E.164. */
  phones: string[]
  /** Something stands there that is no number. */
  odd: boolean
  /** What is left without the numbers. */
  rest: string
}

/**
 * Numbers of a cell: «8 (903) 123-45-67», «+7 903 1234567», «9031234567», several with whatever between them.
 *
 * @param normalize a number in E.164, or null when the text is none
 */
export function readPhones(text: string, normalize: (text: string) => string | null): PhonesRead {
  const phones: string[] = []
  let odd = false
  const rest = text
    // A number that a book keeps as one, with the sign that Excel writes great numbers by.
    .replace(/\b\d\.\d+e\+?\d+\b/giu, (number) => String(Number(number)))
    .replace(NUMBER, (found) => {
      const phone = normalize(found)
      if (phone === null) odd = true
      else if (!phones.includes(phone)) phones.push(phone)
      return ' '
    })
    .replace(/\s+/gu, ' ')
    .trim()
  if (/\d{5,}/u.test(rest.replace(/[\s().-]/gu, ''))) odd = true
  return { phones: phones.slice(0, ROSTER_PHONES_MAX), odd, rest }
}
