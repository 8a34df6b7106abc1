import { learnSentences } from '#web/kit/errors/explain.ts'
import { detailErrors } from '#web/kit/errors/pages/details.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './details.en.ts'
import { ru } from './details.ru.ts'

learnSentences(detailErrors)

export const t = texts({ ru, en })
