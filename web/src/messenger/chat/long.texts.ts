import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './long.en.ts'
import { ru } from './long.ru.ts'

export const t = texts({ ru, en })
