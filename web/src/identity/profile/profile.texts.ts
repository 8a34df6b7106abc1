import { learnSentences } from '#web/kit/errors/explain.ts'
import { profileErrors } from '#web/kit/errors/pages/profile.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './profile.en.ts'
import { ru } from './profile.ru.ts'

export const t = texts({ ru, en })

learnSentences(profileErrors)
