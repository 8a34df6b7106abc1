import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './planned.en.ts'
import { ru } from './planned.ru.ts'

export type PlannedTexts = typeof ru

export const t = texts({ ru, en })
