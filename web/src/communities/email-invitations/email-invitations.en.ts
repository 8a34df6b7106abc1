import type { ru } from './email-invitations.ru.ts'

export const en: typeof ru = {
  title: 'Invitations by e-mail',
  sub: (unit) => `${unit}: pupils of grades 1 to 4 register only by a letter of the teacher`,
  documentTitle: 'Invitations by e-mail — Parta',
  loading: 'Loading the invitations',
  form: 'Whom to invite',
  formSub: 'Each gets a letter with a link for one registration. The link is good for 30 days.',
  label: 'E-mail addresses',
  hint: 'One a line or separated by commas; a list from a table can be pasted',
  missing: 'Write one address at least',
  tooMany: (max) => `No more than ${max} addresses at once`,
  send: 'Send the letters',
  sent: 'The letters are sent',
  list: 'Who is invited',
  empty: { title: 'Nobody is invited yet', text: 'Write addresses above: here you will see who has registered.' },
  states: {
    sent: 'Letter sent',
    failed: 'Letter not taken',
    expired: 'Expired',
    came: 'Has applied',
    joined: 'In the class',
  },
  again: 'Send again',
  revoke: 'Take back',
  revoked: 'The invitation is taken back',
  queue: 'To the applications',
}
