import type { ru } from './verified.ru.ts'

export const en: typeof ru = {
  title: 'Verified profiles',
  sub: 'Staff with the cap',
  loading: 'Loading profiles',
  save: 'Download CSV',
  saved: 'The file is saved',
  file: 'Verified profiles',
  search: 'Surname or name',
  columns: { name: 'Name', role: 'Role', since: 'Confirmed', by: 'Confirmed by', basis: 'Basis' },
  heads: ['Surname, name, patronymic', 'Position', 'Role', 'Where', 'Confirmed', 'Confirmed by', 'Basis'],
  by: (name) => `decided by ${name}`,
  operator: 'The operator of Parta',
  bases: {
    request: 'Request of the organisation',
    link: 'Application by a link',
    messenger: 'Application from the messenger',
    site: 'Application from the site',
    change: 'Decision of an administrator',
  },
  nothingToSave: 'Nobody yet: change the search or wait for the first of the staff',
  range: (shown, total) => `${shown} of ${total}`,
  more: 'Show more',
  empty: {
    title: 'The staff will be here',
    text: 'The cap appears beside those whose application for a role of staff an administrator approves, and goes with the last such role.',
  },
  nothing: { title: 'Nobody was found', text: 'Change the search or the filters.' },
  denied: {
    title: 'The list is closed for your role',
    text: 'Verified profiles are seen by administrators of the organisation. A rule of the platform; an administrator can give the right.',
  },
}
