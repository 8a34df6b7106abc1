import { learnSentences } from '#web/kit/errors/explain.ts'
import { applicationErrors } from '#web/kit/errors/pages/applications.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './teacher.en.ts'
import { ru } from './teacher.ru.ts'

export const t = texts({ ru, en })

learnSentences(applicationErrors)
