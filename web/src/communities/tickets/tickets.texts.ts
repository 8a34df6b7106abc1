import { learnSentences } from '#web/kit/errors/explain.ts'
import { letterErrors } from '#web/kit/errors/pages/letters.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { signinErrors } from '#web/kit/errors/pages/signin.ts'
import { ticketErrors } from '#web/kit/errors/pages/tickets.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './tickets.en.ts'
import { ru } from './tickets.ru.ts'

learnSentences(ticketErrors)
learnSentences(signinErrors)
learnSentences(letterErrors)

export const t = texts({ ru, en })

learnSentences(memberErrors)
learnSentences(unitErrors)
