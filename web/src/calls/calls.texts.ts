import { learnSentences } from '#web/kit/errors/explain.ts'
import { callErrors } from '#web/kit/errors/pages/calls.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './calls.en.ts'
import { ru } from './calls.ru.ts'

// Whatever shows a call may be refused something of it.
learnSentences(callErrors)

export type CallTexts = typeof ru

export const t = texts({ ru, en })
