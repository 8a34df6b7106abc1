import { learnSentences } from '#web/kit/errors/explain.ts'
import { signinErrors } from '#web/kit/errors/pages/signin.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './passkeys.en.ts'
import { ru } from './passkeys.ru.ts'

export const t = texts({ ru, en })
learnSentences(signinErrors)
