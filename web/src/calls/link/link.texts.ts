import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './link.en.ts'
import { ru } from './link.ru.ts'

export type LinkTexts = typeof ru

export const t = texts({ ru, en })
