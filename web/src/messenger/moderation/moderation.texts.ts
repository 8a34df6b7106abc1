import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './moderation.en.ts'
import { ru } from './moderation.ru.ts'

export type ModerationTexts = typeof ru

export const t = texts({ ru, en })
