import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './family.en.ts'
import { ru } from './family.ru.ts'

export const t = texts({ ru, en })
