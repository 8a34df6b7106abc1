import { learnSentences } from '#web/kit/errors/explain.ts'
import { announcementErrors } from '#web/kit/errors/pages/announcements.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './confirm.en.ts'
import { ru } from './confirm.ru.ts'

learnSentences(announcementErrors)
export const t = texts({ ru, en })
