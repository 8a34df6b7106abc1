import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './messenger.en.ts'
import { ru } from './messenger.ru.ts'

export const t = texts({ ru, en })
