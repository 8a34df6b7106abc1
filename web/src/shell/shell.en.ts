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
  notFound: {
    title: 'There is no such page',
    text: 'Check the address or open the front page.',
    action: 'To the front page',
  },
}
