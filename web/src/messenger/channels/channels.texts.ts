import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './channels.en.ts'
import { ru } from './channels.ru.ts'

export const t = texts({ ru, en })
