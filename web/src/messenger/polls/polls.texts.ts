import { learnSentences } from '#web/kit/errors/explain.ts'
import { pollErrors } from '#web/kit/errors/pages/polls.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './polls.en.ts'
import { ru } from './polls.ru.ts'

learnSentences(pollErrors)
export const t = texts({ ru, en })
