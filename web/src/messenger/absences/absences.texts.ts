import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './absences.en.ts'
import { ru } from './absences.ru.ts'

export type AbsencesTexts = typeof ru

export const t = texts({ ru, en })
