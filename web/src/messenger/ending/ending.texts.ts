import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './ending.en.ts'
import { ru } from './ending.ru.ts'

export type EndingTexts = typeof ru

export const t = texts({ ru, en })
