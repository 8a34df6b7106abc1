import { learnSentences } from '#web/kit/errors/explain.ts'
import { personalErrors } from '#web/kit/errors/pages/personal.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './personal.en.ts'
import { ru } from './personal.ru.ts'

export const t = texts({ ru, en })

learnSentences(personalErrors)
