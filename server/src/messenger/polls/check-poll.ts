import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Poll } from '#contract/messenger/poll.ts'
import {
  POLL_OPTION_MAX,
  POLL_QUESTION_MAX,
  POLL_TIME_MAX_MS,
  POLL_TIME_MIN_MS,
} from '#contract/messenger/polls.limits.ts'
import type { Operations } from '#contract/operations.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { oneLine } from '../../platform/text/shown-text.ts'

type Create = Operations['polls.create']
type FailCreate = Fail<ErrorsOf<Create>>

/** A poll as it was asked for, after everything that could be wrong with it was looked at. */
export interface Asked {
  question: string
  poll: Poll
  right: number[] | null
}

/** Reads what somebody asks; without its deadline, which only a new poll has to be before. */
export function readPollInput(input: InputOf<Create>, fail: FailCreate): Asked {
  const question = oneLine(input.question)
  if (question === '' || [...question].length > POLL_QUESTION_MAX) {
    fail('poll.questionInvalid', { lengthMax: POLL_QUESTION_MAX })
  }
  const options = input.options.map(oneLine)
  const wrong = options.findIndex((option) => option === '' || [...option].length > POLL_OPTION_MAX)
  if (wrong >= 0) fail('poll.optionInvalid', { number: wrong + 1, lengthMax: POLL_OPTION_MAX })
  const twice = options.findIndex((option, place) => options.map(folded).indexOf(folded(option)) < place)
  if (twice >= 0) fail('poll.optionTwice', { number: twice + 1 })
  const { anonymous, multiple, endsAt = null } = input
  const right = checkRight(input, options.length, fail)
  const test = right !== null
  const poll: Poll = {
    options,
    anonymous,
    multiple,
    // What was answered right or wrong, and what nobody knows of, stays.
    changeable: !anonymous && !test && (input.changeable ?? true),
    test,
    endsAt,
    state: {
      asOf: 0,
      voters: 0,
      counted: 0,
      counts: anonymous || test ? null : options.map(() => 0),
      ended: null,
      right: null,
    },
  }
  return { question, poll, right }
}

/** Refuses a deadline that is over, too near or too far at the moment `now`. */
export function checkEnd({ endsAt }: Pick<Poll, 'endsAt'>, now: number, fail: Fail<'poll.endInvalid'>): void {
  if (endsAt === null) return
  const left = Date.parse(endsAt) - now
  // What is no day of any calendar has no number.
  if (!(left >= POLL_TIME_MIN_MS && left <= POLL_TIME_MAX_MS)) fail('poll.endInvalid')
}

/** The options that somebody votes for, ascending. */
export function checkChoice(
  { options, multiple }: Pick<Poll, 'options' | 'multiple'>,
  choice: readonly number[],
  fail: Fail<'poll.choiceInvalid'>,
): number[] {
  const isThere = choice.length > 0 && choice.every((option) => option < options.length)
  if (!isThere || (choice.length > 1 && !multiple))
    fail('poll.choiceInvalid', { choicesMax: multiple ? options.length : 1 })
  return ascending(choice)
}

function checkRight(
  { anonymous, multiple, right }: InputOf<Create>,
  options: number,
  fail: FailCreate,
): number[] | null {
  if (right === undefined) return null
  if (anonymous) fail('poll.testNamed')
  const isRight = right.length > 0 && right.every((option) => option < options)
  if (!isRight || (right.length > 1 && !multiple)) fail('poll.rightInvalid')
  return ascending(right)
}

function ascending(numbers: readonly number[]): number[] {
  return [...numbers].sort((one, other) => one - other)
}

/** Two options that a reader cannot tell apart are one. */
function folded(option: string): string {
  return option.toLocaleLowerCase('ru')
}
