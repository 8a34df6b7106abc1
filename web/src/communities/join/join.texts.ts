import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './join.en.ts'
import { ru } from './join.ru.ts'

export const t = texts({ ru, en })
