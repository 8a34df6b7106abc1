import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './shell.en.ts'
import { ru } from './shell.ru.ts'

export const t = texts({ ru, en })
