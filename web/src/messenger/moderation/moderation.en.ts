import type { ModerationTexts } from './moderation.texts.ts'

export const en: ModerationTexts = {
  ask: (name) => `Remove from the chat: ${name}?`,
  text: 'This person will see no new messages, and the chat will vanish from their devices.',
  action: 'Remove from the chat',
  actionClean: 'Remove with messages',
  messages: 'Their messages in this chat',
  cleanUp: { none: 'Keep', day: 'Delete those of the last 24 hours', all: 'Delete all' },
  cleanUpText:
    'Texts and files vanish for everyone and cannot be brought back. A note stays that whoever leads the chat has deleted them.',
}
