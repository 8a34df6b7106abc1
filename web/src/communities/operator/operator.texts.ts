import { learnSentences } from '#web/kit/errors/explain.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { requestErrors } from '../requests/request-errors.ts'
import { en } from './operator.en.ts'
import { ru } from './operator.ru.ts'

learnSentences(requestErrors)

export const t = texts({ ru, en })
