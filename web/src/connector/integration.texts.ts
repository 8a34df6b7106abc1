import { learnSentences } from '#web/kit/errors/explain.ts'
import { connectorErrors } from '#web/kit/errors/pages/connector.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './integration.en.ts'
import { ru } from './integration.ru.ts'

learnSentences(connectorErrors)

export type IntegrationTexts = typeof ru

export const t = texts({ ru, en })
