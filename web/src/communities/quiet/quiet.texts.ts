import { learnSentences } from '#web/kit/errors/explain.ts'
import { quietErrors } from '#web/kit/errors/pages/quiet.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './quiet.en.ts'
import { ru } from './quiet.ru.ts'

learnSentences(quietErrors)

export type QuietTexts = typeof ru

export const t = texts({ ru, en })
