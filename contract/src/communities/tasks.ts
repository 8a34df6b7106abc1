import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, oneOf } from '../kit/scalars.ts'

/** What somebody of the staff does one after the other (ORG-08). */
export const STAFF_TASKS = [
  'app',
  'profile',
  'verification',
  'link',
  'confirmation',
  'chats',
  'pupils',
  'parents',
  'communication',
] as const
export type StaffTask = (typeof STAFF_TASKS)[number]

export const StaffTasks = closed({
  tasks: Type.Array(
    closed({
      task: oneOf(STAFF_TASKS),
      done: Type.Boolean(),
      /** Nobody is there with whom it could be done: no pupils, or no parents. */
      needless: Type.Boolean(),
    }),
  ),
  /** Whether the reader has folded the list away. */
  folded: Type.Boolean(),
})
export type StaffTasks = Static<typeof StaffTasks>

export const listTasks = query('tasks.list', {
  summary:
    'The nine tasks of the staff of a community and which of them are done (ORG-08), for whoever holds a role of the staff beside that of an administrator there, or has applied for one.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: StaffTasks,
  errors: ['community.unknown', 'tasks.ofStaffOnly'],
})

export const foldTasks = command('tasks.fold', {
  summary: 'Folds the list away on every device of the reader, or brings it back.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  suspended: true,
  input: closed({ communityId: Id, folded: Type.Boolean() }),
  output: closed({}),
  errors: ['community.unknown', 'tasks.ofStaffOnly'],
})

export const taskOperations = {
  'tasks.list': listTasks,
  'tasks.fold': foldTasks,
} as const
