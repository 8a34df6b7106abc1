import { learnSentences } from '#web/kit/errors/explain.ts'
import { organisationErrors } from '#web/kit/errors/pages/organisation.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './about.en.ts'
import { ru } from './about.ru.ts'

export const t = texts({ ru, en })

learnSentences(organisationErrors)
