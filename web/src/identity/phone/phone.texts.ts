import { learnSentences } from '#web/kit/errors/explain.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './phone.en.ts'
import { ru } from './phone.ru.ts'
import { phoneErrors } from './phone-errors.ts'

learnSentences(phoneErrors)

export const t = texts({ ru, en })
