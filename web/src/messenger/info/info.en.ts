import type { ru } from './info.ru.ts'

export const en: typeof ru = {
  title: 'About the chat',
  members: 'Members',
  more: 'Show more',
  add: 'Add members',
  addAction: (count) => (count === 0 ? 'Add' : `Add (${count})`),
  remove: 'Remove from the chat',
  roleOf: (name) => `Role: ${name}`,
  makeAdministrator: 'Make an administrator of the chat',
  makeMember: 'Remove as administrator',
  makeOwner: 'Hand the chat over',
  makeOwnerAsk: (name) => `Hand the chat over to ${name}?`,
  makeOwnerText:
    'This person becomes the owner of the chat, and you stay an administrator. Only they can give it back.',
  rename: 'Change the title',
  renameSave: 'Save the title',
  block: 'Block',
  unblock: 'Unblock',
  blockAsk: (name) => `Block ${name}?`,
  blockText:
    'This person will not be able to write to you privately or add you to a group, and you will not be able to write to them. They are not told. Chats of the class and channels of the organisation stay.',
  attached: 'Attachments',
  invite: 'Invite by a link',
  permissions: 'Managing the chat',
  ledBy: (lead) => `Led by those with the role “${lead}”`,
  owner: 'Owner',
  administrator: 'Admin',
  observer: 'Sees the dialogue',
  you: 'this is you',
  announcements: 'announcements: those write who lead it',
  kinds: {
    direct: 'direct chat',
    group: 'group chat',
    favourites: 'seen by you alone',
    channel: 'channel of the organisation',
  },
}
