import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './mentions.en.ts'
import { ru } from './mentions.ru.ts'

export type MentionTexts = typeof ru

export const t = texts({ ru, en })
