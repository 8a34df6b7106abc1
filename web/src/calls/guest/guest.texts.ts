import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './guest.en.ts'
import { ru } from './guest.ru.ts'

export type GuestTexts = typeof ru

export const t = texts({ ru, en })
