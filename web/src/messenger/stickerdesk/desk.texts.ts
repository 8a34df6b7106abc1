import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './desk.en.ts'
import { ru } from './desk.ru.ts'

export const t = texts({ ru, en })
