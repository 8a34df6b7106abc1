import { texts } from '../i18n/texts.ts'
import { en } from './frame.en.ts'
import { ru } from './frame.ru.ts'

export const frameTexts = texts({ ru, en })
