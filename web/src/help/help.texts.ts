import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './help.en.ts'
import { ru } from './help.ru.ts'

export const t = texts({ ru, en })
