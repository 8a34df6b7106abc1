import type { EndingTexts } from './ending.texts.ts'

export const en: EndingTexts = {
  hide: 'Hide for me',
  hideText: 'The chat leaves your list until a new message. Others will not notice.',
  hidden: 'The chat is hidden for you until a new message',
  show: 'Back to the list',
  showText: 'The chat is hidden for you now; the search finds it.',
  leave: 'Leave the chat',
  leaveHint: 'The chat vanishes for you, the others stay in it.',
  leaveAsk: 'Leave the chat?',
  leaveText:
    'You will see no new messages, and the chat vanishes from your devices. You can come back if you are added again.',
  delete: 'Delete for everybody',
  deleteHint: 'The chat vanishes for all members. It can be brought back for a week.',
  deleteAsk: 'Delete the chat for everybody?',
  deleteText:
    'The chat vanishes for all members at once. For seven days you alone can bring it back, above the list of chats. After that its messages and files are erased for ever.',
  deleted: (day) => `The chat is deleted for everybody, it can be brought back until ${day}`,
  ofUnit:
    'The chat of a class or unit is not deleted: it goes with it into the new year. An administrator closes it together with the class.',
  deletedTitle: 'Deleted chats that can be brought back',
  deletedUntil: (day) => `deleted for everybody, can be brought back until ${day}`,
  restore: 'Bring back',
  restoreNamed: (title) => `Bring back the chat “${title}”`,
}
