import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './attached.en.ts'
import { ru } from './attached.ru.ts'

export const t = texts({ ru, en })
