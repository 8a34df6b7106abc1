import { learnSentences } from '#web/kit/errors/explain.ts'
import { linkErrors } from '#web/kit/errors/pages/links.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './links.en.ts'
import { ru } from './links.ru.ts'

export const t = texts({ ru, en })

learnSentences(linkErrors)
