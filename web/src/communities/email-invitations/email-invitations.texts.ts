import { learnSentences } from '#web/kit/errors/explain.ts'
import { letterErrors } from '#web/kit/errors/pages/letters.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './email-invitations.en.ts'
import { ru } from './email-invitations.ru.ts'

learnSentences(letterErrors)

export const t = texts({ ru, en })

learnSentences(unitErrors)
