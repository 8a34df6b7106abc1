import { learnSentences } from '#web/kit/errors/explain.ts'
import { requestErrors } from '#web/kit/errors/pages/requests.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './operator.en.ts'
import { ru } from './operator.ru.ts'

learnSentences(requestErrors)

export const t = texts({ ru, en })
