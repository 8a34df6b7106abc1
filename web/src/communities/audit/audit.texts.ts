import { learnSentences } from '#web/kit/errors/explain.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './audit.en.ts'
import { ru } from './audit.ru.ts'

learnSentences(memberErrors)

export const t = texts({ ru, en })
