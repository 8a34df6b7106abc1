import { learnSentences } from '#web/kit/errors/explain.ts'
import { linkErrors } from '#web/kit/errors/pages/links.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './links.en.ts'
import { ru } from './links.ru.ts'

export const t = texts({ ru, en })

learnSentences(linkErrors)
learnSentences(unitErrors)
learnSentences(memberErrors)
