import type { ErrorCode } from '#contract/errors.ts'
import { ApiFailure, NetworkFailure } from '../api/api-failure.ts'
import { locale } from '../i18n/locale.ts'
import { en } from './errors.en.ts'
import { ru } from './errors.ru.ts'
import type { PageSentences } from './page-errors.ts'
import type { Sentence } from './sentence.ts'

export interface Explanation {
  /** What happened and what to do. */
  readonly sentence: string
  /** For the small print, with a copy button; null when there is nothing that support could look up. */
  readonly code: string | null
  /** The person may not, as opposed to something having failed. */
  readonly denied: boolean
}

const OFFLINE = {
  ru: 'Нет связи с сервером. Проверьте интернет и повторите.',
  en: 'The server is not reached. Check the connection and try again.',
}

const sentences: Partial<Record<ErrorCode, Sentence>> = { ...{ ru, en }[locale] }

/** Adds the sentences of a page for codes that only it meets. */
export function learnSentences(more: PageSentences<never>): void {
  Object.assign(sentences, more[locale])
}

/** Says in words what a call has thrown. */
export function explain(error: unknown): Explanation {
  if (error instanceof NetworkFailure) return { sentence: OFFLINE[locale], code: null, denied: false }
  if (!(error instanceof ApiFailure)) return { sentence: say('internal', {}), code: null, denied: false }
  const known = error.code in sentences
  const denied = error.status === 403 || error.status === 404
  const code = denied || error.status === 429 ? null : `${error.code} · ${error.requestId}`
  return { sentence: say(known ? error.code : 'internal', error.details), code, denied }
}

function say(code: ErrorCode, details: ApiFailure['details']): string {
  const sentence = sentences[code] ?? sentences.internal!
  return typeof sentence === 'string' ? sentence : sentence(details)
}

/** The sentence of a code that came apart from a refusal: for one of many things that were done together. */
export function sentenceOf(code: ErrorCode): string {
  return say(code in sentences ? code : 'internal', {})
}
