import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './attachments.en.ts'
import { ru } from './attachments.ru.ts'

export const t = texts({ ru, en })
