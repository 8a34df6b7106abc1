import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './members.en.ts'
import { ru } from './members.ru.ts'

export const t = texts({ ru, en })
