import { learnSentences } from '#web/kit/errors/explain.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { dialogueErrors } from './dialogue-errors.ts'
import { en } from './dialogues.en.ts'
import { ru } from './dialogues.ru.ts'

learnSentences(dialogueErrors)

export const t = texts({ ru, en })
