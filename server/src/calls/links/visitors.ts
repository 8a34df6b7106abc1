import type { Call, CallStay } from '#contract/calls/calls.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { type AloneRule, isAlone } from '../calls/alone.ts'
import { administratorsOf } from '../calls/people.store.ts'
import type { StandingParts } from '../calls/standing.ts'
import type { HostingParts } from '../guests/hosting.ts'
import { isOpen } from '../halls/arrangement.ts'
import { readHalls } from '../halls/halls.store.ts'
import { visitorsAmong } from './links.store.ts'

export interface VisitorParts
  extends Pick<StandingParts, 'membersAmong' | 'insideAmong'>,
    HostingParts,
    Pick<Platform, 'clock'> {
  mayBeAlone: AloneRule
}

type Which = Pick<Call, 'id' | 'chatId' | 'startedBy'>

/** Which of these people may be in a call though they are not in its chat: they hold its link and are of its organisation. */
export async function visitingAmong(
  { chatOf, insideAmong }: Pick<VisitorParts, 'chatOf' | 'insideAmong'>,
  reader: Reader,
  { id, chatId }: Pick<Call, 'id' | 'chatId'>,
  profileIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const visitors = await visitorsAmong(reader, id, profileIds)
  if (visitors.size === 0) return visitors
  const communityId = (await chatOf(reader, chatId))?.communityId ?? null
  return communityId === null ? new Set() : insideAmong(reader, communityId, [...visitors])
}

/**
 * Whether visitors may be in a call with those who are there: as long as an adult who leads it is, nobody is in a hall, and it
 * is not two people alone who may not be. In the chat of a call others would see them; a visitor is in no chat (P-07).
 */
export async function mayVisit(
  parts: VisitorParts,
  reader: Reader,
  call: Which,
  stays: readonly Pick<CallStay, 'profileId'>[],
): Promise<boolean> {
  const halls = await readHalls(reader, call.id)
  if (halls !== null && isOpen(halls, parts.clock.now())) return false
  const leaders = await leadersAmong(
    parts,
    reader,
    call,
    stays.map(({ profileId }) => profileId),
  )
  const pupils = await parts.pupilsAmong(reader, leaders)
  if (leaders.every((id) => pupils.has(id))) return false
  return !(await isAlone(reader, stays, parts.mayBeAlone))
}

/** Those of these people who are in the chat of a call and lead it. */
async function leadersAmong(
  { membersAmong }: Pick<VisitorParts, 'membersAmong'>,
  reader: Reader,
  { id, chatId, startedBy }: Which,
  profileIds: readonly string[],
): Promise<string[]> {
  const roles = await membersAmong(reader, chatId, [...new Set(profileIds)])
  const made = new Set([startedBy, ...(await administratorsOf(reader, id))])
  const leading = ['owner', 'administrator']
  return [...roles].flatMap(([profileId, role]) => (made.has(profileId) || leading.includes(role) ? [profileId] : []))
}
