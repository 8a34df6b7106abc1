import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './info.en.ts'
import { ru } from './info.ru.ts'

export const info = texts({ ru, en })
