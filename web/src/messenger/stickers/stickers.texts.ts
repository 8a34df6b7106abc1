import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './stickers.en.ts'
import { ru } from './stickers.ru.ts'

export const t = texts({ ru, en })
