import type { ru } from './readers.ru.ts'

export const en: typeof ru = {
  title: 'Who has read it',
  sum: (read, all) => `${read} of ${all} have read it`,
  none: 'Nobody has read it yet.',
  hidden: 'Whoever hides read marks is not shown here.',
  offline: 'The list opens when the connection is back.',
  groups: { staff: 'Staff', pupils: 'Pupils', others: 'Parents and others' },
}
