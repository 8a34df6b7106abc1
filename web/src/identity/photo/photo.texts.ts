import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './photo.en.ts'
import { ru } from './photo.ru.ts'

export const t = texts({ ru, en })
