import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './symbols.en.ts'
import { ru } from './symbols.ru.ts'

/** What the pictures of class cards are called. */
export const symbolNames = texts({ ru, en })
