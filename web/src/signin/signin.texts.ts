import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './signin.en.ts'
import { ru } from './signin.ru.ts'

export const t = texts({ ru, en })
