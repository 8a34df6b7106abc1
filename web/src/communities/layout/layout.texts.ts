import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './layout.en.ts'
import { ru } from './layout.ru.ts'

export const t = texts({ ru, en })
