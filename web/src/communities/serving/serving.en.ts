import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './serving.ru.ts'

export const en: typeof ru = {
  title: 'Organisations',
  suspendedCount: (count) =>
    count === 0
      ? 'All organisations are at work'
      : pluralEn(count, { one: 'organisation is suspended', other: 'organisations are suspended' }),
  which: 'Which organisations',
  tabs: { all: 'All', suspended: 'Suspended', short: 'Room or SMS run out' },
  search: 'Name',
  loading: 'Loading organisations',
  more: 'Show more',
  empty: { title: 'No organisations', text: 'They appear when you approve a request.' },
  nothing: { title: 'Nothing found', text: 'Change the search or the tab.' },
  members: (count) => pluralEn(count, { one: 'member', other: 'members' }),
  suspended: 'Suspended',
  why: (reason) => `Reason: ${reason}`,
  by: (name) => `Suspended by: ${name}`,
  actions: { suspend: 'Suspend', resume: 'Resume', quotas: 'Room and SMS' },
  cancel: 'Leave as it is',
  suspending: {
    title: 'Suspend the organisation',
    text: 'Members will be able to read and nothing else: nobody writes, applies, decides applications or changes people and sections. Every member reads the reason.',
    reason: 'Reason for the members',
    missing: 'Write the reason',
    send: 'Suspend',
    done: 'The organisation is suspended',
  },
  resuming: {
    title: 'Resume the organisation',
    text: 'Members can write again, and everything in the organisation works from this second on.',
    send: 'Resume',
    done: 'The organisation is at work',
  },
  ordered: (reason) => `Room and SMS are set apart. Reason: ${reason}`,
  quotas: {
    title: 'Room and SMS of the organisation',
    gigabytes: 'Files, GB',
    sms: 'SMS a month',
    hint: 'Empty: as much as all organisations have',
    wrong: 'Enter a number, such as 500',
    reason: 'Reason, read by the operators',
    send: 'Set',
    done: 'Room and SMS are set',
  },
  banner: {
    title: 'Announcement for everybody',
    sub: 'A line above every page of everybody who is signed in, for example about works on the server. It goes by itself.',
    now: 'Everybody sees now',
    until: 'Until:',
    ru: 'Text',
    en: 'In English, if needed',
    end: 'Show until',
    hint: 'Thirty days at most, your local time',
    textMissing: 'Write the text of the announcement',
    endMissing: 'Choose when it ends',
    send: 'Show',
    take: 'Take the announcement away',
    shown: 'The announcement is shown',
    taken: 'The announcement is taken away',
  },
}
