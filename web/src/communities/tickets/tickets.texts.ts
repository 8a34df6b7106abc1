import { learnSentences } from '#web/kit/errors/explain.ts'
import { ticketErrors } from '#web/kit/errors/pages/tickets.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './tickets.en.ts'
import { ru } from './tickets.ru.ts'

learnSentences(ticketErrors)

export const t = texts({ ru, en })
