const TEN = [2, 4, 10, 3, 5, 9, 4, 6, 8]
const ELEVEN = [7, ...TEN]
const TWELVE = [3, ...ELEVEN]

/** Whether the text is an ИНН of an organisation (10 digits) or a person (12) with right check digits. */
export function isInn(text: string): boolean {
  if (!/^\d+$/.test(text)) return false
  const digits = [...text].map(Number)
  if (digits.length === 10) return digits[9] === checkDigit(digits, TEN)
  if (digits.length !== 12) return false
  return digits[10] === checkDigit(digits, ELEVEN) && digits[11] === checkDigit(digits, TWELVE)
}

/** Whether the text is a КПП: four digits of the tax office, two signs of the reason, three digits; it has no check digit. */
export function isKpp(text: string): boolean {
  return /^\d{4}[\dA-Z]{2}\d{3}$/.test(text)
}

function checkDigit(digits: readonly number[], weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, i) => total + weight * digits[i]!, 0)
  return (sum % 11) % 10
}
