import { locale } from '#web/kit/i18n/locale.ts'

/** What the messenger is called in the cases that the windows need; a name of the operator's own is never declined. */
export interface MessengerName {
  /** «Парта» */
  readonly plain: string
  /** «в Парту» */
  readonly to: string
  /** «к Парте», «в Парте» */
  readonly with: string
  /** «от Парты», «профилем Парты» */
  readonly of: string
}

/** The forms of a name; only the product's own has any, and only in Russian. */
export function formsOf(name: string): MessengerName {
  return name === 'Парта' && locale === 'ru'
    ? { plain: name, to: 'Парту', with: 'Парте', of: 'Парты' }
    : { plain: name, to: name, with: name, of: name }
}
