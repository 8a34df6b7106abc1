import { type Locale, locale } from './locale.ts'

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

const rules: Record<Locale, Intl.PluralRules> = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') }
const numbers = new Intl.NumberFormat(locale)

/** A number as it is read: «1 812». */
export function number(value: number): string {
  return numbers.format(value)
}

/** The form of a word for a number, with the number before it: `pluralRu(3, { one: 'заявка', few: 'заявки', … })`. */
export function pluralRu(value: number, forms: Forms & { one: string; few: string; many: string }): string {
  return `${number(value)}\u00a0${pick('ru', value, forms)}`
}

export function pluralEn(value: number, forms: Forms & { one: string }): string {
  return `${number(value)}\u00a0${pick('en', value, forms)}`
}

/** Only the word in its form, for sentences where the number stands apart. */
export function pick(language: Locale, value: number, forms: Forms): string {
  return forms[rules[language].select(value)] ?? forms.other
}
