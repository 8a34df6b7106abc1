import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './quiet.en.ts'
import { ru } from './quiet.ru.ts'

export type QuietTexts = typeof ru

export const t = texts({ ru, en })
