import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './edit.en.ts'
import { ru } from './edit.ru.ts'

export const editTexts = texts({ ru, en })
