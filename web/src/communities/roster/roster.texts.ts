import { learnSentences } from '#web/kit/errors/explain.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { rosterErrors } from '#web/kit/errors/pages/roster.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './roster.en.ts'
import { ru } from './roster.ru.ts'

learnSentences(fileErrors)
learnSentences(rosterErrors)

export const t = texts({ ru, en })
