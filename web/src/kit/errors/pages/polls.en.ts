import type { PollCode } from '../page-errors.ts'
import { type Sentence, whole } from '../sentence.ts'

/** Sentences of polls (POL). */
export const en: Readonly<Record<PollCode, Sentence>> = {
  'poll.questionInvalid': (d) => `Write a question of one to ${whole(d, 'lengthMax') ?? 255} characters.`,
  'poll.optionInvalid': (d) =>
    `Write option ${whole(d, 'number') ?? ''}: one to ${whole(d, 'lengthMax') ?? 100} characters. Remove it if it is empty.`,
  'poll.optionTwice': (d) => `Option ${whole(d, 'number') ?? ''} stands above already. Change or remove it.`,
  'poll.endInvalid': 'A poll ends in a minute at the earliest and in a year at the latest. Choose another time.',
  'poll.rightInvalid': 'Mark the right answer. If there are several, let people choose several options.',
  'poll.testNamed': 'A mini-test is always named: its author looks at who has answered what.',
  'poll.channelAnonymous':
    'A poll in a channel is always anonymous: its readers learn nothing of each other. This is a rule of the platform.',
  'poll.choiceInvalid': (d) => (whole(d, 'choicesMax') === 1 ? 'Choose one option.' : 'Choose at least one option.'),
  'poll.unknown': 'There is no poll in this message.',
  'poll.ended': 'The poll has ended; it takes no more votes.',
  'poll.voteFinal': 'You have voted, and a vote cannot be changed here. The author of the poll made it so.',
  'poll.ownTest': 'Nobody answers his own mini-test: you know its answers. Open the results to see how others did.',
  'poll.votersHidden': (d) =>
    d.why === 'test'
      ? 'Only the author of a mini-test sees who has answered what.'
      : 'The poll is anonymous: who has chosen what is written down nowhere. Its author made it so.',
  'poll.notYours': 'Whoever made the poll can end it, and whoever leads the chat.',
}
