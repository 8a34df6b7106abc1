import { learnSentences } from '#web/kit/errors/explain.ts'
import { cardErrors } from '#web/kit/errors/pages/cards.ts'
import { linkErrors } from '#web/kit/errors/pages/links.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { profileErrors } from '#web/kit/errors/pages/profile.ts'
import { signinErrors } from '#web/kit/errors/pages/signin.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './cards.en.ts'
import { ru } from './cards.ru.ts'

export const t = texts({ ru, en })

learnSentences(cardErrors)
learnSentences(linkErrors)
learnSentences(profileErrors)
learnSentences(signinErrors)
learnSentences(unitErrors)
learnSentences(memberErrors)
