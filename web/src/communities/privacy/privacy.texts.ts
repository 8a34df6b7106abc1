import { learnSentences } from '#web/kit/errors/explain.ts'
import { privacyErrors } from '#web/kit/errors/pages/privacy.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './privacy.en.ts'
import { ru } from './privacy.ru.ts'

export const t = texts({ ru, en })

learnSentences(privacyErrors)
