import { learnSentences } from '#web/kit/errors/explain.ts'
import { deletionErrors } from '#web/kit/errors/pages/deletion.ts'
import { letterErrors } from '#web/kit/errors/pages/letters.ts'
import { signinErrors } from '#web/kit/errors/pages/signin.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './deletion.en.ts'
import { ru } from './deletion.ru.ts'

learnSentences(deletionErrors)
learnSentences(letterErrors)
learnSentences(signinErrors)

export const t = texts({ ru, en })
