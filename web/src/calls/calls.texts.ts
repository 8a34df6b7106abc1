import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './calls.en.ts'
import { ru } from './calls.ru.ts'

export type CallTexts = typeof ru

export const t = texts({ ru, en })
