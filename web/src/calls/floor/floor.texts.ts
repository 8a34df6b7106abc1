import { learnSentences } from '#web/kit/errors/explain.ts'
import { callErrors } from '#web/kit/errors/pages/calls.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './floor.en.ts'
import { ru } from './floor.ru.ts'

// Whatever decides on others in a call may be refused.
learnSentences(callErrors)

export type FloorTexts = typeof ru

export const t = texts({ ru, en })
