import { learnSentences } from '#web/kit/errors/explain.ts'
import { applicationErrors } from '#web/kit/errors/pages/applications.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './own.en.ts'
import { ru } from './own.ru.ts'

export const t = texts({ ru, en })

learnSentences(applicationErrors)
