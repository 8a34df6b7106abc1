import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './password.en.ts'
import { ru } from './password.ru.ts'

export const t = texts({ ru, en })
