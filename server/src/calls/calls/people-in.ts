import { leadsCall } from '#contract/calls/calls.abilities.ts'
import type { Call, CallStay } from '#contract/calls/calls.ts'
import type { CallPerson } from '#contract/calls/people.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import * as hands from './hands.store.ts'
import type { StandingParts } from './standing.ts'

/** What these people, who are in a call, are there and do beside speaking; in the order in which they are named. */
export async function peopleIn(
  { membersAmong }: Pick<StandingParts, 'membersAmong'>,
  reader: Reader,
  call: Pick<Call, 'id' | 'chatId' | 'startedBy'>,
  profileIds: readonly string[],
): Promise<CallPerson[]> {
  if (profileIds.length === 0) return []
  const known = await hands.readPeople(reader, call.id, profileIds)
  const roles = await membersAmong(reader, call.chatId, profileIds)
  return profileIds.map((profileId) => {
    const { administrator, handAt, floor, permissions } = known.get(profileId) ?? NOTHING
    const leads = leadsCall(call, { profileId, administrator, role: roles.get(profileId) })
    const at = handAt === null ? null : toInstant(handAt)
    return { profileId, leads, administrator, handAt: at, floor, permissions }
  })
}

/** Those of whom these stays are. */
export function distinct(stays: readonly Pick<CallStay, 'profileId'>[]): string[] {
  return [...new Set(stays.map(({ profileId }) => profileId))]
}

const NOTHING: hands.PersonState = {
  administrator: false,
  handAt: null,
  floor: false,
  permissions: { microphone: null, camera: null, screen: null },
}
