import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './announcements.en.ts'
import { ru } from './announcements.ru.ts'

export const t = texts({ ru, en })
