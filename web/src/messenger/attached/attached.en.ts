import type { ru } from './attached.ru.ts'

export const en: typeof ru = {
  title: 'Attachments',
  kinds: 'Kinds of attachments',
  tabs: { photo: 'Photos', video: 'Videos', file: 'Files', link: 'Links', voice: 'Voice' },
  search: { files: 'Name of a file', links: 'Word or address' },
  none: {
    photo: 'There are no photos in this chat yet.',
    video: 'There are no videos in this chat yet.',
    file: 'There are no files in this chat yet.',
    link: 'There are no links in this chat yet.',
    voice: 'There are no voice messages in this chat yet.',
  },
  notFound: 'Nothing was found. Try another word.',
  offline: 'The attachments open when the connection is back.',
  more: 'Show more',
}
