import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './verified.en.ts'
import { ru } from './verified.ru.ts'

export const t = texts({ ru, en })
