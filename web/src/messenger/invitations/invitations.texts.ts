import { learnSentences } from '#web/kit/errors/explain.ts'
import { chatLinkErrors } from '#web/kit/errors/pages/chat-links.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './invitations.en.ts'
import { ru } from './invitations.ru.ts'

export type InvitationsTexts = typeof ru

export const t = texts({ ru, en })

learnSentences(chatLinkErrors)
