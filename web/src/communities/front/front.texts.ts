import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './front.en.ts'
import { ru } from './front.ru.ts'

export const t = texts({ ru, en })
