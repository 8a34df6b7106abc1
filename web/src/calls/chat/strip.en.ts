import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { StripTexts } from './strip.texts.ts'

export const en: StripTexts = {
  audio: 'Audio call',
  video: 'Video call',
  call: 'Call',
  label: 'The call of this chat',
  runs: 'A call is on',
  people: (count) => pluralEn(count, { one: 'person', other: 'people' }),
  nobody: 'nobody is there yet',
  locked: 'closed to newcomers',
  waitingRoom: 'an administrator lets people in',
  join: 'Join',
}
