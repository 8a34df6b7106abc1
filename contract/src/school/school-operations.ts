import type { Operation } from '../kit/operation.ts'
import { absenteeOperations } from './absentees.ts'
import { actOperations } from './acts.ts'
import { administrationOperations } from './administration.ts'
import { connectionOperations } from './connection.ts'
import { deskOperations } from './desk.ts'
import { employeeOperations } from './employees.ts'
import { linkingOperations } from './linking.ts'
import { peopleOperations } from './people.ts'
import { pupilOperations } from './pupils.ts'
import { registerOperations } from './register.ts'
import { unitRegisterOperations } from './units.ts'

/**
 * Every operation of the electronic school by its id, one line a feature. It is a registry of its own: the school is an
 * outside system to everything else, and its host answers nothing but this.
 */
export const schoolOperations = {
  ...deskOperations,
  ...peopleOperations,
  ...employeeOperations,
  ...unitRegisterOperations,
  ...pupilOperations,
  ...absenteeOperations,
  ...registerOperations,
  ...linkingOperations,
  ...administrationOperations,
  ...connectionOperations,
  ...actOperations,
} as const satisfies Readonly<Record<string, Operation>>

export type SchoolOperations = typeof schoolOperations
export type SchoolOperationId = keyof SchoolOperations
