import type { MyQuietTexts } from './my-quiet.texts.ts'

export const en: MyQuietTexts = {
  title: 'Quiet time',
  sub: 'Messages arrive and do not sound. If something new has come meanwhile, there is one signal when it is over. What you read in quiet time others see after it. Holds on all your devices.',
  loading: 'Loading the quiet time',
  sounds: 'sounds now',
  quiet: (until) => `quiet now, sounds ${until}`,
  at: (day, time) => `${day} at ${time}`,
  own: 'As you wish',
  follows: 'Keep the quiet time of organisations',
  followsNote: 'If you switch this off, messages of organisations sound in the evening and on days of rest too.',
  followsAlways: 'For pupils the school sets it: its administrator can change it.',
  hasHours: 'Sound only in my hours',
  hours: 'My hours',
  rest: 'My quiet days',
  restNote: 'On these days it is quiet all day.',
  zone: (name) => `Time zone: ${name}`,
  save: 'Save',
  saved: 'Your quiet time is saved',
}
