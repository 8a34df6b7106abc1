import type { PermissionsTexts } from './permissions.texts.ts'

export const en: PermissionsTexts = {
  title: 'Managing the chat',
  sub: 'Who may do what in this chat. Its owner and administrators decide; what is the owner’s alone only the owner changes.',
  subRead: 'Who may do what in this chat. Its owner and administrators can change it.',
  what: {
    write: 'Write messages',
    vanish: 'Send disappearing messages',
    pin: 'Pin messages',
    mentionAll: 'Mention everybody (@all)',
    startCalls: 'Begin calls',
    forward: 'Forward from this chat',
    addMembers: 'Add members',
    invite: 'Invite by a link',
    seeMembers: 'See the list of members',
    changeInfo: 'Change the name, the description and the picture',
  },
  slow: 'Slow mode: at most one message in',
  slowText: 'It is for members only: the owner and administrators write without pauses.',
  off: 'Off',
  scopes: { everyone: 'All members', administrators: 'Administrators', owner: 'Owner only' },
}
