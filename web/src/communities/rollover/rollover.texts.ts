import { learnSentences } from '#web/kit/errors/explain.ts'
import { rolloverErrors } from '#web/kit/errors/pages/rollover.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './rollover.en.ts'
import { ru } from './rollover.ru.ts'

learnSentences(rolloverErrors)
learnSentences(unitErrors)

export const t = texts({ ru, en })
