import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { FeedTexts } from './feed.texts.ts'

export const en: FeedTexts = {
  title: 'Family feed',
  sub: 'Announcements and news of all your children',
  children: 'Whose news to show',
  everybody: 'All children',
  unread: (count) => pluralEn(count, { one: 'chat with unread messages', other: 'chats with unread messages' }),
  waiting: 'Waiting for your answer',
  count: (count) =>
    pluralEn(count, { one: 'announcement waits for your answer', other: 'announcements wait for your answer' }),
  many: '99+',
  rest: 'Announcements and news',
  fresh: 'New',
  post: 'News of a channel',
  withdrawn: 'The announcement was withdrawn',
  poll: 'A poll. You can answer it in the chat.',
  whole: 'Show all of it',
  edited: 'edited',
  open: (title) => `Open in the chat “${title}”`,
  places: (count) => `Came to ${pluralEn(count, { one: 'chat', other: 'chats' })}`,
  more: 'Show more',
  none: 'Nothing has been announced yet',
  noneText: 'Announcements of classes and news of schools will stand here, each once even if it came to several chats.',
  noneOf: (name) => `Nothing has been announced about ${name} yet`,
  nobody: 'News of your children will be here',
  nobodyText: 'The feed appears when a school or kindergarten accepts you as a parent.',
  applications: 'My applications',
  offline: 'The feed will open when the connection is back. Messages in chats can be read now.',
}
