import type { IncomingTexts } from './incoming.texts.ts'

export const en: IncomingTexts = {
  label: 'Incoming call',
  calls: 'is calling you',
  begun: 'a call has begun',
  answer: 'Answer',
  join: 'Join',
  notNow: 'Not now',
}
