import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './floor.en.ts'
import { ru } from './floor.ru.ts'

export type FloorTexts = typeof ru

export const t = texts({ ru, en })
