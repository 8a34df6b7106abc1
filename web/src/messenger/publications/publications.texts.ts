import { learnSentences } from '#web/kit/errors/explain.ts'
import { publicationErrors } from '#web/kit/errors/pages/publications.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './publications.en.ts'
import { ru } from './publications.ru.ts'

learnSentences(publicationErrors)

export const t = texts({ ru, en })
