import { learnSentences } from '#web/kit/errors/explain.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './members.en.ts'
import { ru } from './members.ru.ts'

learnSentences(fileErrors)
learnSentences(memberErrors)
learnSentences(unitErrors)

export const t = texts({ ru, en })
