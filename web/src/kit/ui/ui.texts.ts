import { texts } from '../i18n/texts.ts'
import { en } from './ui.en.ts'
import { ru } from './ui.ru.ts'

export const uiTexts = texts({ ru, en })
