import { learnSentences } from '#web/kit/errors/explain.ts'
import { dialogueErrors } from '#web/kit/errors/pages/dialogue-rules.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './dialogues.en.ts'
import { ru } from './dialogues.ru.ts'

learnSentences(dialogueErrors)

export const t = texts({ ru, en })

learnSentences(unitErrors)
