import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './folders.en.ts'
import { ru } from './folders.ru.ts'

export const t = texts({ ru, en })
