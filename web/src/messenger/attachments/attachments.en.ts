import type { ru } from './attachments.ru.ts'

export const en: typeof ru = {
  kinds: {
    photo: 'picture without a preview',
    video: 'video',
    audio: 'sound',
    voice: 'voice message',
    round: 'round video',
    document: 'file',
  },
  photo: (name) => `Photo ${name}`,
  open: (name) => `Open the photo ${name}`,
  load: (name) => `Show the photo ${name}`,
  download: (name) => `Download ${name}`,
  play: (name) => `Play ${name}`,
  playLong: (name, length) => `Play ${name}, ${length}`,
  unplayable: 'The browser cannot play this file. It can be downloaded.',
  sending: 'being sent',
  unseen: 'the photo has not loaded',
  viewer: 'Photos',
  place: (number, all) => `${number} of ${all}`,
  before: 'Previous photo',
  after: 'Next photo',
  go: 'Show in the chat',
}
