import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './feed.en.ts'
import { ru } from './feed.ru.ts'

export type FeedTexts = typeof ru

export const t = texts({ ru, en })
