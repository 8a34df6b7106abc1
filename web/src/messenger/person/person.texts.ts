import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './person.en.ts'
import { ru } from './person.ru.ts'

export const t = texts({ ru, en })
