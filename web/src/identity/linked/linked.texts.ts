import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './linked.en.ts'
import { ru } from './linked.ru.ts'

export const t = texts({ ru, en })
