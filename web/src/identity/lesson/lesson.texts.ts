import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './lesson.en.ts'
import { ru } from './lesson.ru.ts'

export const t = texts({ ru, en })
