import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './sound.en.ts'
import { ru } from './sound.ru.ts'

export type SoundTexts = typeof ru

export const t = texts({ ru, en })
