import { learnSentences } from '#web/kit/errors/explain.ts'
import { cardErrors } from '#web/kit/errors/pages/cards.ts'
import { linkErrors } from '#web/kit/errors/pages/links.ts'
import { signinErrors } from '#web/kit/errors/pages/signin.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './cards.en.ts'
import { ru } from './cards.ru.ts'

export const t = texts({ ru, en })

learnSentences(cardErrors)
learnSentences(linkErrors)
learnSentences(signinErrors)
