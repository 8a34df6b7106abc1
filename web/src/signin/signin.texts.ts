import { learnSentences } from '#web/kit/errors/explain.ts'
import { letterErrors } from '#web/kit/errors/pages/letters.ts'
import { signinErrors } from '#web/kit/errors/pages/signin.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './signin.en.ts'
import { ru } from './signin.ru.ts'

learnSentences(letterErrors)

export const t = texts({ ru, en })
learnSentences(signinErrors)
