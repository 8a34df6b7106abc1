import type { ru } from './erase.ru.ts'

export const en: typeof ru = {
  ask: 'Delete the message for everyone?',
  text: 'The text disappears for everyone in the chat and cannot be brought back. A mark stays that the message was deleted.',
  othersText:
    'The text disappears for everyone in the chat and cannot be brought back. A mark stays that it was deleted by the one who leads the chat.',
  action: 'Delete for everyone',
}
