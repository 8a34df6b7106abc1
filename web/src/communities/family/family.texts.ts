import { learnSentences } from '#web/kit/errors/explain.ts'
import { familyErrors } from '#web/kit/errors/pages/family.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './family.en.ts'
import { ru } from './family.ru.ts'

export const t = texts({ ru, en })
learnSentences(familyErrors)
learnSentences(unitErrors)
learnSentences(memberErrors)
