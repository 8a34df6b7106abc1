import { learnSentences } from '#web/kit/errors/explain.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './uploads.en.ts'
import { ru } from './uploads.ru.ts'

learnSentences(fileErrors)

export const t = texts({ ru, en })
