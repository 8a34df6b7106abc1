import { learnSentences } from '#web/kit/errors/explain.ts'
import { clientErrors } from '#web/kit/errors/pages/clients.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './clients.en.ts'
import { ru } from './clients.ru.ts'

learnSentences(clientErrors)

export const t = texts({ ru, en })
