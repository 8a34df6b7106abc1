import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './doubles.ru.ts'

export const en: typeof ru = {
  title: 'Likely doubles',
  sub: 'People who are so alike that they may be one person',
  back: 'To the members',
  loading: 'Looking for doubles',
  link: (count) => `Likely doubles: ${pluralEn(count, { one: 'pair', other: 'pairs' })}`,
  linkText: 'One person may be in the organisation twice. Look at them and merge them.',
  open: 'Look',
  empty: { title: 'No doubles in sight', text: 'When two are alike by name and something else, they come here.' },
  more: (count) =>
    `Not all are shown: ${pluralEn(count, { one: 'pair', other: 'pairs' })} more. Deal with these first.`,
  kinds: { people: 'Members and applications', records: 'Entries of the list' },
  pair: (one, other) => `${one} and ${other}`,
  states: { member: 'Member', applicant: 'Waits for a decision', record: 'Entry of the list' },
  born: (day) => `born ${day}`,
  unborn: 'no birth date',
  why: 'The same:',
  grounds: { name: 'name', birthDate: 'birth date', contact: 'phone or e-mail', place: 'role and place' },
  merge: 'Merge',
  different: 'These are different people',
  separated: 'This pair will not be shown any more',
  merging: {
    title: 'Merge',
    keep: 'Who stays',
    people:
      'The one who stays gets the roles of the other in this organisation at once. The other leaves it in ten minutes: until then the merge can be taken back.',
    records:
      'The entry that stays is completed from the other, and the other is gone. For ten minutes this can be taken back.',
    accounts:
      'Accounts and chats of the two stay apart: only their owner can unite them, in the settings of the own profile.',
    what: 'What changes',
    loading: 'Looking at what changes',
    nothing: 'The one who stays gets nothing new.',
    role: (role, place) => `Role: ${role}${place === '' ? '' : `, ${place}`}`,
    child: (name) => `child: ${name}`,
    parents: (names) => `Parents: ${names}`,
    groups: (count) =>
      `Comes into ${pluralEn(count, { one: 'group chat', other: 'group chats' })} of the other, without earlier messages`,
    applications: (count) => `Rejected: ${pluralEn(count, { one: 'application', other: 'applications' })} of the other`,
    filled: {
      patronymic: 'The patronymic is added',
      birthDate: 'The birth date is added',
      unit: 'The class or department is added',
      phones: 'Phones are added',
      parents: 'Parents or their phones are added',
    },
    cancel: 'Do not merge',
    submit: 'Merge',
    done: (name) => `Merged: ${name}`,
  },
  merges: {
    title: 'Merged lately',
    by: (name) => `Merged by: ${name}`,
    states: { merged: 'Can be taken back', ended: 'Merged', undone: 'Taken back', stopped: 'Not completed' },
    stopped: 'Roles of one of the two have changed meanwhile, so the other one has stayed in the organisation.',
    until: 'Can be taken back until',
    undo: 'Take the merge back',
    undone: 'The merge was taken back',
  },
}
