import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './rollover.ru.ts'

const pupils = (count: number) => pluralEn(count, { one: 'pupil', other: 'pupils' })
const staff = (count: number) => pluralEn(count, { one: 'member of staff', other: 'members of staff' })
const parents = (count: number) => pluralEn(count, { one: 'parent', other: 'parents' })

export const en: typeof ru = {
  title: 'Moving into a new school year',
  titleOf: (year) => `Moving into the school year ${year}`,
  documentTitle: 'New school year — Parta',
  loading: 'Loading the move',
  denied: {
    title: 'Moving is closed to your role',
    text: 'Whoever manages classes and groups moves them. This is a rule of the platform; an administrator of the organisation gives the right.',
  },
  noYears: {
    title: 'There are no school years here',
    text: 'Departments of an education authority go on from year to year without moving.',
  },
  start: {
    title: (year) => `School year ${year}`,
    due: (units) => `To be moved: ${units}. First you see what becomes of each row; nothing is changed.`,
    plan: 'Make a plan',
    go: 'Open the plan',
    watch: 'Open the move',
    none: (year) => `All belong to the school year ${year} or a later one already; there is nothing to move.`,
  },
  past: { title: 'Moves', sub: 'A move can be taken back within a week after it began.' },
  open: (year) => `Open the move into ${year}`,
  back: 'To all moves',
  by: (name) => `Begun by ${name}`,
  states: {
    ready: 'Plan',
    applying: 'Moving',
    applied: 'Done',
    stopped: 'Stopped',
    undoing: 'Being taken back',
    undone: 'Taken back',
  },
  summary: {
    title: 'What will change',
    before: (before, after) => `Active now: ${before}, afterwards: ${after}`,
    promoted: (units, count) => `Going on: ${units}, ${pupils(count)}`,
    graduated: (units, count) => `Graduating: ${units}, ${pupils(count)}`,
    archived: (units) => `To the archive: ${units}`,
    left: (units) => `Unchanged: ${units}`,
    chats: (renamed, closed) => `Chats: ${renamed} with a new name, ${closed} read-only. People and messages stay`,
    undecided: (count) => `To be decided: ${count}`,
    conflicts: (count) => `Names that are impossible: ${count}`,
    changed: (count) =>
      `Changed while you were looking: ${count}. These rows were counted anew; check them and press again`,
    wait: 'Choose an action for every row and correct the names that do not fit: then you can move.',
    apply: (count) => `Move: ${count}`,
    discard: 'Cancel the plan',
    discarded: 'The plan is cancelled, nothing has changed',
  },
  work: {
    applying: 'Moving',
    undoing: 'Taking it back',
  },
  result: {
    title: 'What was done',
    skipped: (count) => `Passed over, because the row had changed: ${count}`,
    kept: (count) => `Left as it is, because it was changed after the move: ${count}`,
    until: 'Can be taken back until',
    undo: 'Take the move back',
    undoTitle: 'Take the whole move back?',
    undoText:
      'Names, years and chats become as they were before. What was written stays. What was changed by hand since then stays as it is. Cards and tablets of graduated classes have to be issued anew.',
    keep: 'Keep it',
  },
  lines: {
    label: 'Which rows to show',
    all: 'All',
    attention: 'To be decided',
    passed: 'Not changed',
    promote: 'Go on',
    graduate: 'Graduate',
    rest: 'Others',
    none: { title: 'No such rows', text: 'Choose another filter.' },
    people: (counts) =>
      [
        counts.pupils > 0 ? pupils(counts.pupils) : '',
        counts.staff > 0 ? staff(counts.staff) : '',
        counts.parents > 0 ? parents(counts.parents) : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    nobody: 'nobody yet',
    chat: (before, after) => (before === after ? `chat “${before}”` : `chat “${before}” → “${after}”`),
    closes: (title) => `chat “${title}”: read-only`,
    choice: (name) => `What to do: ${name}`,
    newName: (name) => `New name: ${name}`,
    undecided: 'Choose an action',
    choices: { promote: 'Move on', graduate: 'Graduate', archive: 'To the archive', leave: 'Leave as it is' },
    becomes: (name) => `→ ${name}`,
    changed: 'Changed',
    leaveRest: (count) => `Leave all undecided as they are (${count})`,
    reasons: {
      nameUnclear: 'the name does not tell what comes next',
      gradeDiffers: 'name and grade of the class differ',
      mayEnd: 'may end or go on',
      yearsBehind: 'more than one year has passed, check the name',
    },
    conflicts: {
      taken: (other) => `“${other}” has this name`,
      twice: (other) => `“${other}” would have the same name`,
      circle: (other) => `changes names in a circle with “${other}”: rename one of them by itself`,
    },
    outcomes: { done: 'Done', skipped: 'Passed over', undone: 'Taken back', kept: 'Left' },
  },
}
