import type { ru } from './members.ru.ts'

export const en: typeof ru = {
  title: 'Members',
  loading: 'Loading members',
  invite: 'Invite',
  who: 'Who',
  all: 'All',
  search: 'Surname or name',
  unit: 'Class or department',
  columns: { name: 'Name', role: 'Role', unit: 'Where', joined: 'Member since', actions: 'Actions' },
  renamed: (name: string) => `before: ${name}`,
  childrenOf: (names) => `Children: ${names}`,
  whole: 'The whole organisation',
  range: (shown, total) => `${shown} of ${total}`,
  more: 'Show more',
  actions: (name) => `Actions: ${name}`,
  write: 'Write a message',
  remove: 'Remove from the organisation',
  removeSelf: 'Another administrator removes you',
  empty: {
    title: 'Members will be here',
    text: 'Invite staff, pupils and parents by a link. They appear when their applications are approved.',
  },
  nothing: { title: 'Nobody found', text: 'Change the query or the filters.' },
  removing: {
    title: 'Remove from the organisation',
    text: 'The person loses chats, channels and the list of members at once, and can come back by a new application.',
    reason: 'Reason, if needed for the record',
    cancel: 'Keep',
    submit: 'Remove',
    done: (name) => `${name}: membership ended`,
  },
}
