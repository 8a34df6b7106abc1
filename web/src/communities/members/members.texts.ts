import { learnSentences } from '#web/kit/errors/explain.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './members.en.ts'
import { ru } from './members.ru.ts'

learnSentences(fileErrors)

export const t = texts({ ru, en })
