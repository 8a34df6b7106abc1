import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './audit.en.ts'
import { ru } from './audit.ru.ts'

export const t = texts({ ru, en })
