import { learnSentences } from '#web/kit/errors/explain.ts'
import { servingErrors } from '#web/kit/errors/pages/serving.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './serving.en.ts'
import { ru } from './serving.ru.ts'

learnSentences(servingErrors)

export const t = texts({ ru, en })
