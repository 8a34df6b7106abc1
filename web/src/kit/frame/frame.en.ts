import { pluralEn } from '../i18n/plural.ts'
import type { ru } from './frame.ru.ts'

export const en: typeof ru = {
  surfaces: 'Sections of Parta',
  brand: 'Parta, to the front page',
  unread: (count) => `${pluralEn(count, { one: 'unread', other: 'unread' })}`,
  toDecide: (count) => pluralEn(count, { one: 'application waits', other: 'applications wait' }),
  organisation: (name) => `Organisation: ${name}. Switch`,
  profile: (name) => `Profile: ${name}`,
  profileShort: 'Profile',
  switchTitle: 'Organisation and profile',
  offline: 'No connection. Showing what is saved',
  waiting: (count) => `, ${pluralEn(count, { one: 'message waits', other: 'messages wait' })} to be sent`,
  skip: 'Skip to the content',
  back: 'Back',
  documentTitle: (title) => `${title} — Parta`,
}
