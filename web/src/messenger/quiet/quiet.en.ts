import type { QuietTexts } from './quiet.texts.ts'

export const en: QuietTexts = {
  at: (day, time) => `${day} at ${time}`,
  alone: (when) => `It is quiet time for the other person: it comes without a sound and sounds ${when}`,
  all: (when) => `It is quiet time: the message comes without a sound and sounds ${when}`,
  some: (quiet, people, when) => `It is quiet time for ${quiet} of ${people}: for them it sounds ${when}`,
}
