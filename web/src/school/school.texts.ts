import { learnSentences } from '#web/kit/errors/explain.ts'
import { connectorErrors } from '#web/kit/errors/pages/connector.ts'
import { schoolErrors } from '#web/kit/errors/pages/school.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './school.en.ts'
import { ru } from './school.ru.ts'

learnSentences(schoolErrors)
// Why somebody cannot be linked is said by the messenger.
learnSentences(connectorErrors)

export const t = texts({ ru, en })
