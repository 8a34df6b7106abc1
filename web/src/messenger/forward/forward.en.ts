import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './forward.ru.ts'

const messages = { one: 'message', other: 'messages' }

export const en: typeof ru = {
  title: 'Forward',
  what: (count) => pluralEn(count, messages),
  search: 'Find a chat',
  list: 'Chats to forward to',
  nothing: 'There is no chat of that name in which you may write.',
  comment: 'Comment',
  commentHint: 'Optional. It stands before what is forwarded, in your name.',
  action: (chats) => (chats < 2 ? 'Forward' : `Forward to ${chats}`),
  choose: 'Choose where to forward.',
  most: (max) => `Not more than ${max} chats at once.`,
  done: (chats, title) =>
    chats === 1 ? `Forwarded to “${title}”` : `Forwarded to ${pluralEn(chats, { one: 'chat', other: 'chats' })}`,
  refused: 'Not forwarded here:',
  chooseFirst: 'Choose messages first',
  chosen: (count) => `${pluralEn(count, messages)} chosen`,
  cancel: 'Cancel the choice',
  copy: 'Copy',
  important: 'Mark as important',
  unimportant: 'Unmark as important',
  marked: (count) => `${pluralEn(count, messages)} marked as important`,
  unmarked: (count) => `${pluralEn(count, messages)} no longer important`,
  remove: 'Delete',
  notForwarded: 'Some of these cannot be forwarded: they disappear, or their chat does not allow it.',
  copied: 'Copied',
  limit: (max) => `Not more than ${max} messages can be chosen at once.`,
}
