import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './menu.en.ts'
import { ru } from './menu.ru.ts'

export const menuTexts = texts({ ru, en })
