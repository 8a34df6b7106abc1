import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './previews.en.ts'
import { ru } from './previews.ru.ts'

export const t = texts({ ru, en })
