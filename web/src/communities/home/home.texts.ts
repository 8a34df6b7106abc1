import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './home.en.ts'
import { ru } from './home.ru.ts'

export const t = texts({ ru, en })
