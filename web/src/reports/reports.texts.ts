import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './reports.en.ts'
import { ru } from './reports.ru.ts'

export const t = texts({ ru, en })
