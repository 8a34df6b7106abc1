import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './family.ru.ts'

const adults = (count: number) => pluralEn(count, { one: 'adult', other: 'adults' })

export const en: typeof ru = {
  title: 'Family',
  sub: 'Parents and other adults who answer for the child',
  loading: 'Loading the family',
  none: {
    title: 'The family will be here',
    text: 'A pupil shows the family link here, a parent sees the children. Open the family link of a child and apply.',
  },
  link: 'Family link',
  linkNote:
    'A parent opens it on a phone of their own and applies. The school lets them in: the link itself joins nobody.',
  qr: 'QR code of the family link',
  until: 'Good until',
  copy: 'Copy',
  copied: 'The link is copied',
  make: 'Make a link',
  noLink: 'There is no link now. Make one to invite a parent.',
  renew: 'Replace the link',
  renewed: 'The earlier link does not open any more',
  full: (max) =>
    `${adults(max)} have joined, which is as many as the platform allows. An administrator of the school may allow more.`,
  adults: 'Adults',
  count: (count, max) => `${count} of ${max}`,
  elsewhere: (count) => `And ${adults(count)} in another organisation`,
  nobody: 'Nobody has joined yet.',
  since: 'Joined',
  allow: 'How many adults are allowed',
  allowNote: 'Usually four. An administrator allows more, for example to guardians and foster parents.',
  allowed: (max) => `Allowed: ${adults(max)}`,
  close: 'Close',
  remove: 'Take out',
  report: 'Report a mistake',
  keep: 'Keep',
  reason: 'Reason',
  reasonMissing: 'Write the reason: an administrator will read it',
  removing: {
    title: 'Take this adult out?',
    text: 'Chats of the class, the correspondence with the child and the view of dialogues are lost at once. A record stays. In other organisations access rests until their administrators decide.',
    submit: 'Take out',
    done: 'The adult was taken out',
  },
  reporting: {
    title: 'Report this adult?',
    text: 'If this person joined by mistake: access rests at once, and an administrator of the school decides. If the mistake is yours, the administrator gives access back.',
    submit: 'Report and suspend',
    done: 'Access rests, an administrator decides',
  },
  suspended: {
    title: 'Access to a child',
    text: 'An administrator of the organisation decides: turn to them if it is a mistake.',
  },
  states: {
    reported: 'Suspended',
    removed: 'Ended',
    restored: 'Given back',
  },
  cases: {
    title: 'Reports about adults',
    text: 'The access of these adults rests. Decide whose child it is.',
    calm: 'None is undecided.',
    decided: (count, goesOn) => `Decided: ${count}${goesOn ? '+' : ''}`,
    child: (name) => `Child: ${name}`,
    opened: (name) => `Reported by: ${name}`,
    decidedBy: (name) => `Decided by: ${name}`,
    remove: 'Take out',
    restore: 'Give access back',
    done: { reported: 'Access rests', removed: 'The adult was taken out', restored: 'Access was given back' },
  },
}
