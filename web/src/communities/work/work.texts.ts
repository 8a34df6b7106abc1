import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './work.en.ts'
import { ru } from './work.ru.ts'

export const workTexts = texts({ ru, en })
