import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './attendance.en.ts'
import { ru } from './attendance.ru.ts'

export type AttendanceTexts = typeof ru

export const t = texts({ ru, en })
