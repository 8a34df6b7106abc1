import type { communityErrors } from '#contract/communities/communities.errors.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Locale } from '../i18n/locale.ts'
import type { Sentence } from './sentence.ts'

export type ConsentCode = Exclude<Extract<ErrorCode, `consent.${string}`>, 'consent.required'>
export type DialogueRulesCode = Extract<ErrorCode, `dialogueRules.${string}`>
/** Of requests of organisations; the codes of malformed requests are everybody's. */
export type RequestCode = Extract<keyof typeof communityErrors, `request.${string}`>

/** Codes that only a few pages meet: their sentences come with these pages, and the first screens do without them. */
export type PageErrorCode = ConsentCode | DialogueRulesCode | RequestCode

/** The sentences of a page for its codes; the page tells them to `learnSentences`. */
export type PageSentences<Code extends PageErrorCode> = Readonly<Record<Locale, Readonly<Record<Code, Sentence>>>>
