import { createContext, use } from 'react'
import type { Desk } from '#contract/school/desk.ts'
import { NEEDED_RIGHTS } from '#contract/school/needed-rights.ts'
import type { SchoolOperationId } from '#contract/school/school-operations.ts'
import { formsOf, type MessengerName } from './naming.ts'

export const DeskContext = createContext<Desk | null>(null)

/** Whose desk this is. */
export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (desk === null) throw new Error('There is no desk around this component')
  return desk
}

/** Whether whoever works here may call an operation; without the right its control is absent (ESR-04). */
export function useMay(): (id: SchoolOperationId) => boolean {
  const { rights } = useDesk()
  return (id) => {
    const right = NEEDED_RIGHTS[id]
    return right === null || rights.includes(right)
  }
}

/** What the messenger is called here. */
export function useMessengerName(): MessengerName {
  return formsOf(useDesk().naming.messenger)
}
