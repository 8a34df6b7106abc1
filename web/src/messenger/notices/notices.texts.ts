import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './notices.en.ts'
import { ru } from './notices.ru.ts'

export const t = texts({ ru, en })
