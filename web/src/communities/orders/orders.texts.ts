import { learnSentences } from '#web/kit/errors/explain.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { requestErrors } from '#web/kit/errors/pages/requests.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './orders.en.ts'
import { ru } from './orders.ru.ts'

learnSentences(fileErrors)
learnSentences(requestErrors)

export const t = texts({ ru, en })
