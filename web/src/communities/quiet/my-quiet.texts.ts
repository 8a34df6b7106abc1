import { learnSentences } from '#web/kit/errors/explain.ts'
import { quietErrors } from '#web/kit/errors/pages/quiet.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './my-quiet.en.ts'
import { ru } from './my-quiet.ru.ts'

learnSentences(quietErrors)

export type MyQuietTexts = typeof ru

export const t = texts({ ru, en })
