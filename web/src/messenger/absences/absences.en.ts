import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { AbsencesTexts } from './absences.texts.ts'

export const en: AbsencesTexts = {
  line: 'Absences',
  lineOf: (community) => `Absences, ${community}`,
  count: (count) => pluralEn(count, { one: 'new message', other: 'new messages' }),
}
