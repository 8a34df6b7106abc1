import { learnSentences } from '#web/kit/errors/explain.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './newchat.en.ts'
import { ru } from './newchat.ru.ts'

export const newChat = texts({ ru, en })
learnSentences(unitErrors)
