import { learnSentences } from '#web/kit/errors/explain.ts'
import { mergeErrors } from '#web/kit/errors/pages/merging.ts'
import { phoneErrors } from '#web/kit/errors/pages/phone.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './merging.en.ts'
import { ru } from './merging.ru.ts'

learnSentences(mergeErrors)
learnSentences(phoneErrors)

export const t = texts({ ru, en })
