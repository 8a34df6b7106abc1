import { learnSentences } from '#web/kit/errors/explain.ts'
import { applicationErrors } from '#web/kit/errors/pages/applications.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { rosterErrors } from '#web/kit/errors/pages/roster.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './applications.en.ts'
import { ru } from './applications.ru.ts'

export const t = texts({ ru, en })

learnSentences(applicationErrors)
learnSentences(rosterErrors)
learnSentences(unitErrors)
learnSentences(memberErrors)
