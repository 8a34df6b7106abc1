import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './erase.en.ts'
import { ru } from './erase.ru.ts'

export const eraseTexts = texts({ ru, en })
