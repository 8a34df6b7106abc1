import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './privacy.en.ts'
import { ru } from './privacy.ru.ts'

export const t = texts({ ru, en })
