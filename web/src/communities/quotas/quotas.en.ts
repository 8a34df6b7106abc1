import type { ru } from './quotas.ru.ts'

export const en: typeof ru = {
  storage: 'Files',
  sms: 'Text messages this month',
  used: (used, max) => `${used} of ${max}`,
  bar: (name, share) => `${name}: ${share} used`,
  levels: { near: 'Over 80 %', short: 'Over 95 %', full: 'Used up' },
  warning: {
    title: 'Room or text messages run out',
    full: 'Room or text messages have run out',
    storage: 'Once there is no room, no new files go to the chats of this organisation. What was written stays.',
    sms: 'Once there are no text messages, no code comes by SMS to whoever is signed in and changes a password or a number. Signing in by a code always works.',
    who: 'Only the operator of Parta can give more: write to him.',
  },
}
