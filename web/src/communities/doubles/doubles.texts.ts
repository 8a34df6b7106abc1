import { learnSentences } from '#web/kit/errors/explain.ts'
import { doubleErrors } from '#web/kit/errors/pages/doubles.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './doubles.en.ts'
import { ru } from './doubles.ru.ts'

learnSentences(doubleErrors)
learnSentences(memberErrors)
learnSentences(unitErrors)

export const t = texts({ ru, en })
