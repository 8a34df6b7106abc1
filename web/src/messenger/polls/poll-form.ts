import type { InputOf } from '#contract/kit/operation.ts'
import type { createPoll } from '#contract/messenger/polls.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** When a poll ends; in milliseconds from now, where it does by itself after a time. */
export const TERMS = { never: null, hour: HOUR_MS, day: DAY_MS, threeDays: 3 * DAY_MS, week: 7 * DAY_MS, moment: null }
export type Term = keyof typeof TERMS

/** One option as it is being written. */
export interface FormOption {
  key: number
  text: string
  right: boolean
}

/** A poll as it is being made. */
export interface PollForm {
  question: string
  options: readonly FormOption[]
  anonymous: boolean
  multiple: boolean
  changeable: boolean
  test: boolean
  term: Term
  /** What the field of a moment holds: a time of this device. */
  moment: string
}

export type Missing = 'questionMissing' | 'optionsMissing' | 'rightMissing' | 'momentMissing'

/** Options that say something. */
function written({ options }: PollForm): FormOption[] {
  return options.filter(({ text }) => text.trim() !== '')
}

/** What is not there yet, in the order of the form. */
export function missingIn(form: PollForm): Missing[] {
  const missing: Missing[] = []
  if (form.question.trim() === '') missing.push('questionMissing')
  if (written(form).length < 2) missing.push('optionsMissing')
  if (form.test && !written(form).some(({ right }) => right)) missing.push('rightMissing')
  if (form.term === 'moment' && Number.isNaN(Date.parse(form.moment))) missing.push('momentMissing')
  return missing
}

/** What is asked of the server at the moment `now`, in milliseconds, for a form in which nothing is missing. */
export function inputOf(form: PollForm, now: number): Omit<InputOf<typeof createPoll>, 'chatId' | 'key'> {
  const options = written(form)
  const after = TERMS[form.term]
  const ends = form.term === 'moment' ? Date.parse(form.moment) : after === null ? null : now + after
  const right = options.flatMap((option, place) => (option.right ? place : []))
  const anonymous = form.anonymous && !form.test
  return {
    question: form.question.trim(),
    options: options.map(({ text }) => text.trim()),
    anonymous,
    multiple: form.multiple,
    ...(anonymous || form.test ? {} : { changeable: form.changeable }),
    ...(ends === null ? {} : { endsAt: new Date(ends).toISOString() }),
    ...(form.test ? { right } : {}),
  }
}
