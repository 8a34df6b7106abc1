import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './permissions.en.ts'
import { ru } from './permissions.ru.ts'

export type PermissionsTexts = typeof ru

export const t = texts({ ru, en })
