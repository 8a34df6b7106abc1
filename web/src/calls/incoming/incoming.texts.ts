import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './incoming.en.ts'
import { ru } from './incoming.ru.ts'

export type IncomingTexts = typeof ru

export const t = texts({ ru, en })
