import { learnSentences } from '#web/kit/errors/explain.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './children.en.ts'
import { ru } from './children.ru.ts'
import { consentErrors } from './consent-errors.ts'

learnSentences(consentErrors)

export const t = texts({ ru, en })
