import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { QuietTexts } from './quiet.texts.ts'

const messages = { one: 'urgent message', other: 'urgent messages' }

export const en: QuietTexts = {
  at: (day, time) => `${day} at ${time}`,
  alone: (when) => `It is quiet time for the other person: it comes without a sound and sounds ${when}`,
  all: (when) => `It is quiet time: the message comes without a sound and sounds ${when}`,
  some: (quiet, people, when) => `It is quiet time for ${quiet} of ${people}: for them it sounds ${when}`,
  make: 'Send as urgent',
  is: (reason) => `Urgent: ${reason}. It sounds at once, in quiet times too.`,
  undo: 'Send as ordinary',
  mark: (reason) => `Urgent: ${reason}`,
  ask: 'Urgent message',
  what: 'It sounds at once though people have their quiet time: at night, in a lesson, on a day of rest. Everybody who reads the chat sees the reason, and the administrators of the organisation see how many urgent messages you have sent, and why.',
  left: (count) => `You can send ${pluralEn(count, messages)} more this week. Choose the reason:`,
  none: 'The urgent messages of this week are already sent. Send an ordinary one: it sounds when the quiet time ends.',
  reasons: {
    safety: 'safety',
    health: 'health',
    pickup: 'a child is to be fetched',
    change: 'called off or put off',
  },
}
