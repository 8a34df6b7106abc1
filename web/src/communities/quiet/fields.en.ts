import type { FieldsTexts } from './fields.texts.ts'

export const en: FieldsTexts = {
  from: (what) => `${what}: from`,
  to: (what) => `${what}: until`,
}
