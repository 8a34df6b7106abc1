import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './factors.en.ts'
import { ru } from './factors.ru.ts'

export const t = texts({ ru, en })
