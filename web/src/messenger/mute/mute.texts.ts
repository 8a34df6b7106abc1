import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './mute.en.ts'
import { ru } from './mute.ru.ts'

export type MuteTexts = typeof ru

export const t = texts({ ru, en })
