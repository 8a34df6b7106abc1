import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './picture.en.ts'
import { ru } from './picture.ru.ts'

export type PictureTexts = typeof ru

export const t = texts({ ru, en })
