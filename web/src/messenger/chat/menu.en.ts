import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './menu.ru.ts'

export const en: typeof ru = {
  edit: 'Edit',
  erase: 'Delete',
  copy: 'Copy text',
  link: 'Copy link',
  pin: 'Pin',
  unpin: 'Unpin',
  important: 'Mark as important',
  unimportant: 'Unmark as important',
  forward: 'Forward',
  pick: 'Choose several',
  report: 'Report',
  reactors: 'Who has reacted',
  readers: 'Who has read it',
  copied: 'Copied',
  of: (reaction, count) => `${reaction}: ${pluralEn(count, { one: 'person', other: 'people' })}`,
  more: 'Show more',
}
