import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './fields.en.ts'
import { ru } from './fields.ru.ts'

export type FieldsTexts = typeof ru

export const t = texts({ ru, en })
