import { learnSentences } from '#web/kit/errors/explain.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { requestErrors } from './request-errors.ts'
import { en } from './requests.en.ts'
import { ru } from './requests.ru.ts'

learnSentences(requestErrors)

export const requestTexts = texts({ ru, en })
