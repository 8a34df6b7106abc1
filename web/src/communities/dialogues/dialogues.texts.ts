import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './dialogues.en.ts'
import { ru } from './dialogues.ru.ts'

export const t = texts({ ru, en })
