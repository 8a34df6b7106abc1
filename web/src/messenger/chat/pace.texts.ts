import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './pace.en.ts'
import { ru } from './pace.ru.ts'

export type PaceTexts = typeof ru

export const t = texts({ ru, en })
