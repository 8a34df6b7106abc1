import { learnSentences } from '#web/kit/errors/explain.ts'
import { phoneErrors } from '#web/kit/errors/pages/phone.ts'
import { signinErrors } from '#web/kit/errors/pages/signin.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './phone.en.ts'
import { ru } from './phone.ru.ts'

learnSentences(phoneErrors)

export const t = texts({ ru, en })
learnSentences(signinErrors)
