import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './security.en.ts'
import { ru } from './security.ru.ts'

export const t = texts({ ru, en })
