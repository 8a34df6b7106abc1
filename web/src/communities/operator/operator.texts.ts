import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './operator.en.ts'
import { ru } from './operator.ru.ts'

export const t = texts({ ru, en })
