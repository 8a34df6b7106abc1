import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './halls.en.ts'
import { ru } from './halls.ru.ts'

export type HallTexts = typeof ru

export const t = texts({ ru, en })
