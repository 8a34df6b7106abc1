import type { Static } from 'typebox'
import { oneOf } from '../kit/scalars.ts'
import { isStaffRole, type Role } from './types.ts'

/** To whom in a unit something is announced: parents of its pupils, the pupils, or its staff. */
export const UNIT_AUDIENCES = ['guardians', 'pupils', 'staff'] as const
export const UnitAudience = oneOf(UNIT_AUDIENCES)
export type UnitAudience = Static<typeof UnitAudience>

/** Whether somebody makes announcements in an organisation at all: its staff does (MSG-22). */
export function mayAnnounce({ roles }: { roles: readonly { role: Role }[] }): boolean {
  return roles.some(({ role }) => isStaffRole(role))
}
