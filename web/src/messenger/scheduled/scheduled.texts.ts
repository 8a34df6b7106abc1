import { learnSentences } from '#web/kit/errors/explain.ts'
import { scheduledErrors } from '#web/kit/errors/pages/scheduled.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './scheduled.en.ts'
import { ru } from './scheduled.ru.ts'

learnSentences(scheduledErrors)

export type ScheduledTexts = typeof ru

export const t = texts({ ru, en })
