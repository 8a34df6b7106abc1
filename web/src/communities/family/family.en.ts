import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './family.ru.ts'

const adults = (count: number) => pluralEn(count, { one: 'adult', other: 'adults' })

export const en: typeof ru = {
  title: 'Family',
  sub: 'Parents and other adults who answer for the child',
  loading: 'Loading the family',
  documentTitle: 'Family — Parta',
  none: {
    title: 'The family will be here',
    text: 'The family link is shown by a pupil. Your profile is a pupil of no class.',
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
}
