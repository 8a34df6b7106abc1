import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './erase.ru.ts'

const messages = { one: 'message', other: 'messages' }

export const en: typeof ru = {
  ask: (count) => (count === 1 ? 'Delete the message?' : `Delete ${pluralEn(count, messages)}?`),
  text: 'For everyone: the text disappears for everyone in the chat and cannot be brought back, a mark stays that it was deleted. Only for me: the message disappears from your devices.',
  othersText:
    'For everyone: the text disappears for everyone in the chat and cannot be brought back, a mark stays that the one who leads the chat deleted it. Only for me: the message disappears from your devices.',
  onlyForMe:
    'The message disappears from your devices and stays for others. Your own message can be deleted for everyone within a day; whoever leads the chat deletes those of others.',
  action: 'Delete for everyone',
  forMe: 'Only for me',
  hidden: (count) => `${pluralEn(count, messages)} deleted for you`,
  limit: (max) => `No more than ${max} messages can be deleted at once.`,
}
