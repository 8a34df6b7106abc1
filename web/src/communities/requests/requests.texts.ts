import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './requests.en.ts'
import { ru } from './requests.ru.ts'

export const requestTexts = texts({ ru, en })
