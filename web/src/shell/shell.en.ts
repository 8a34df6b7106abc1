import type { ru } from './shell.ru.ts'

export const en: typeof ru = {
  site: 'Site',
  messenger: 'Messenger',
  organisations: 'Organisations',
  profiles: 'Profile',
  learning: 'Learning profile',
  personal: 'Personal profile',
  applications: 'My applications',
  loading: 'Opening Parta',
  broken: {
    title: 'The page did not open',
    text: 'There is an error in it. Messages and drafts are in place. If reloading does not help, tell the support.',
    reload: 'Reload',
  },
  notFound: {
    title: 'There is no such page',
    text: 'Check the address or open the front page.',
    action: 'To the front page',
  },
}
