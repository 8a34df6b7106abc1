import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './quotas.en.ts'
import { ru } from './quotas.ru.ts'

export const t = texts({ ru, en })
