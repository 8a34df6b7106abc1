import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './forward.en.ts'
import { ru } from './forward.ru.ts'

export const forwardTexts = texts({ ru, en })
