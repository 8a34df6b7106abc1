import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './about.en.ts'
import { ru } from './about.ru.ts'

export type AboutTexts = typeof ru

export const t = texts({ ru, en })
