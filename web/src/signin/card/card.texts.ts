import { learnSentences } from '#web/kit/errors/explain.ts'
import { cardErrors } from '#web/kit/errors/pages/cards.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './card.en.ts'
import { ru } from './card.ru.ts'

export const t = texts({ ru, en })

learnSentences(cardErrors)
