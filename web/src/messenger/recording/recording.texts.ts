import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './recording.en.ts'
import { ru } from './recording.ru.ts'

export const t = texts({ ru, en })
