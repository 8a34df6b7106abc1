import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './uploads.ru.ts'

export const en: typeof ru = {
  list: 'Attachments',
  empty: (name) => `There is nothing in the file “${name}”. Choose another one.`,
  tooLarge: (name) =>
    `The file “${name}” is larger than 4 GB (4,294,967,296 bytes). This is the limit of the platform: split it.`,
  tooMany: (max) =>
    `A message has no more than ${pluralEn(max, { one: 'file', other: 'files' })}. Send the others with the next one.`,
  queued: 'waits for its turn',
  checking: (share) => `checking the file: ${share}`,
  sending: (share) => `${share} sent`,
  speed: (size) => `${size}/s`,
  left: (time) => `${time} left`,
  seconds: (count) => `${count} s`,
  minutes: (count) => `${count} min`,
  hours: (count) => `${count} h`,
  waiting: 'no connection, goes on by itself',
  finishing: 'the server checks the file',
  paused: (share) => `stopped at ${share}`,
  ready: 'ready',
  lost: (share) =>
    `The page was closed, and the browser has forgotten where this file is. The server has ${share}: choose it again.`,
  otherFile: 'This is another file of the same name. Remove the former one and attach this.',
  unreadable: 'The file cannot be read: perhaps it was moved. Attach it again.',
  pause: (name) => `Stop: ${name}`,
  resume: (name) => `Go on: ${name}`,
  again: (name) => `Try again: ${name}`,
  choose: (name) => `Choose again: ${name}`,
  remove: (name) => `Remove: ${name}`,
}
