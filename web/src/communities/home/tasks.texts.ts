import { learnSentences } from '#web/kit/errors/explain.ts'
import { taskErrors } from '#web/kit/errors/pages/tasks.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './tasks.en.ts'
import { ru } from './tasks.ru.ts'

learnSentences(taskErrors)
export const t = texts({ ru, en })
