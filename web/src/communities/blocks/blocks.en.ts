import type { BlocksTexts } from './blocks.ru.ts'

export const en: BlocksTexts = {
  title: 'Blocked people',
  sub: 'These people can neither write to you privately nor add you to a group. They are not told.',
  note: 'In chats of a class that its teachers lead, and in channels of the organisation, a block has no effect: announcements reach everybody.',
  loading: 'Loading the list',
  empty: {
    title: 'You have blocked nobody',
    text: 'A person can be blocked from the details of your direct chat with them.',
  },
  unblock: 'Unblock',
  unblocked: (name) => `Unblocked: ${name}`,
  more: 'Show more',
}
