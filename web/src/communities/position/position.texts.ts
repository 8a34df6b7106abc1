import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './position.en.ts'
import { ru } from './position.ru.ts'

export const t = texts({ ru, en })
