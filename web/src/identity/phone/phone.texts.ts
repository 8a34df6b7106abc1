import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './phone.en.ts'
import { ru } from './phone.ru.ts'

export const t = texts({ ru, en })
