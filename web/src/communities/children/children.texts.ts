import { learnSentences } from '#web/kit/errors/explain.ts'
import { consentErrors } from '#web/kit/errors/pages/consents.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './children.en.ts'
import { ru } from './children.ru.ts'

learnSentences(consentErrors)

export const t = texts({ ru, en })

learnSentences(memberErrors)
