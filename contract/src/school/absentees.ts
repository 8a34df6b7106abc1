import { type Static, Type } from 'typebox'
import { absenceTold } from '../connector/told-absences.ts'
import { query } from '../kit/operation.ts'
import { closed, Day, Id } from '../kit/scalars.ts'
import { DESK_REFUSALS, registerAsk, registerPart } from './people.ts'

/** A row of the register «Отсутствующие»: what a parent has told in the messenger (MSG-23). */
export const Absentee = closed({
  ...absenceTold,
  personId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  class: Type.String(),
})
export type Absentee = Static<typeof Absentee>

export const absenteesList = query('absentees.list', {
  summary:
    'The register «Отсутствующие»: who is absent from his class on a day, as parents have told in the messenger; of pupils who have linked their accounts. It is asked for when it is opened, and kept nowhere.',
  gate: 'school',
  sweep: 'own',
  input: closed({ ...registerAsk, day: Day }),
  output: closed({ rows: Type.Array(Absentee), ...registerPart }),
  errors: [...DESK_REFUSALS, 'school.notConnected', 'school.messengerAway', 'school.connectionRefused'],
})

export const absenteeOperations = { 'absentees.list': absenteesList } as const
