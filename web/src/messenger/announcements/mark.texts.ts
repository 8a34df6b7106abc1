import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './mark.en.ts'
import { ru } from './mark.ru.ts'

export const t = texts({ ru, en })
