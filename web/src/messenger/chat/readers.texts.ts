import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './readers.en.ts'
import { ru } from './readers.ru.ts'

export const t = texts({ ru, en })
