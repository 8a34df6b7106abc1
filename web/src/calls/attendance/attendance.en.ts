import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './attendance.ru.ts'

export const en: typeof ru = {
  calls: 'Calls',
  title: 'Calls',
  sub: 'Those who have begun or led a call can download the list of its participants.',
  none: 'There are no calls yet that you have begun or led in this chat.',
  offline: 'The calls open when the connection is back.',
  offlineTitle: 'No connection',
  waiting: 'Calls are loading',
  retry: 'Try again',
  more: 'Show more',
  runs: 'running now',
  people: (count) => pluralEn(count, { one: 'participant', other: 'participants' }),
  guest: (name: string) => `${name} (guest)`,
  sums: 'Add the sums of each participant',
  save: (format) => `Download ${format}`,
  saveNamed: (format, when) => `Download the list of participants, ${format}: ${when}`,
  saved: 'The list of participants was downloaded',
  file: 'Participants of a call',
  sheets: { sessions: 'Participants', sums: 'Sums' },
  heads: ['Participant ID', 'Display name', 'Joined at', 'Left at', 'Session length'],
  sumHeads: ['Participant ID', 'Display name', 'First joined at', 'Last left at', 'Time in the call', 'Sessions'],
}
