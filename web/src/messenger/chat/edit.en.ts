import type { ru } from './edit.ru.ts'

export const en: typeof ru = {
  title: 'Editing a message',
  label: 'New text of the message',
  save: 'Save',
  cancel: 'Do not edit',
  later: 'Put the edit off',
  begun: 'Unfinished edit',
  resume: 'Go on editing',
  drop: 'Do not save the edit',
  dropAsk: 'Leave the message as it was?',
  dropText: 'The message stays as it was, and what you have typed is lost.',
  dropAction: 'Do not save',
  keep: 'Keep it',
  gone: 'The message that you were editing is deleted',
}
