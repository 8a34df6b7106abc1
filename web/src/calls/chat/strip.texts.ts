import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './strip.en.ts'
import { ru } from './strip.ru.ts'

export type StripTexts = typeof ru

export const t = texts({ ru, en })
