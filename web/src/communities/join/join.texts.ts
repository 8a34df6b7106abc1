import { learnSentences } from '#web/kit/errors/explain.ts'
import { applicationErrors } from '#web/kit/errors/pages/applications.ts'
import { familyErrors } from '#web/kit/errors/pages/family.ts'
import { linkErrors } from '#web/kit/errors/pages/links.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './join.en.ts'
import { ru } from './join.ru.ts'

export const t = texts({ ru, en })

learnSentences(linkErrors)
learnSentences(applicationErrors)
learnSentences(familyErrors)
