import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './important.en.ts'
import { ru } from './important.ru.ts'

export type ImportantTexts = typeof ru

export const t = texts({ ru, en })
