import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './pins.en.ts'
import { ru } from './pins.ru.ts'

export type PinsTexts = typeof ru

export const t = texts({ ru, en })
