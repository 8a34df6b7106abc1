import { learnSentences } from '#web/kit/errors/explain.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './joint.en.ts'
import { ru } from './joint.ru.ts'

export const t = texts({ ru, en })
learnSentences(unitErrors)
