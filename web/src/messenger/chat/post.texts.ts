import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './post.en.ts'
import { ru } from './post.ru.ts'

export const t = texts({ ru, en })
