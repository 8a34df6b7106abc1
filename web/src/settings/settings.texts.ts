import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './settings.en.ts'
import { ru } from './settings.ru.ts'

export const t = texts({ ru, en })
