import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './blocks.en.ts'
import { ru } from './blocks.ru.ts'

export const t = texts({ ru, en })
