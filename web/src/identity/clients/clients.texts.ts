import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './clients.en.ts'
import { ru } from './clients.ru.ts'

export const t = texts({ ru, en })
