import { ROLES_OF_TYPE } from '#contract/communities/types.ts'
import { type ComposedChat, composeChats, composePlaces, type SchoolFacts } from '#contract/connector/composition.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import type { ConnectorDoors } from '../doors.ts'
import { readSchool } from '../facts/facts.store.ts'
import { linksOf } from '../links/links.store.ts'
import { chatTask, factsOfChat, type Inside, isQuiet } from './chat-tasks.ts'
import * as digests from './digest.store.ts'
import * as held from './held.store.ts'
import {
  type HeldMember,
  type HeldPlace,
  type MemberPlan,
  type PlacePlan,
  placeKey,
  planMembers,
  planPlaces,
} from './plan.ts'

/** What is known of an organisation while its chats and roles are aligned. */
export interface Seen {
  school: SchoolFacts
  composedOf: ReadonlyMap<string, ComposedChat>
  /** Linked people of the source by their id there. */
  profileOf: ReadonlyMap<string, string>
  /** Profiles that were linked and are not any more. */
  unlinked: ReadonlySet<string>
  units: ReadonlyMap<string, held.KnownUnit>
  unitOf: ReadonlyMap<string, string>
  chats: ReadonlyMap<string, held.KnownChat>
  /** The organisation rests: people may go, and nobody comes. */
  rests: boolean
}

/** An organisation at one moment, and what is to be done in it. */
export interface Look {
  seen: Seen
  /** Classes whose unit is missing or called otherwise, and chats that are missing. */
  unmade: boolean
  places: PlacePlan
  heldPlaces: readonly HeldPlace[]
  members: readonly MemberPlan[]
  heldMembers: readonly HeldMember[]
  /** A digest of everything from which follows that nothing is to be done; null when something is. */
  settled: string | null
}

export type Looking = ReturnType<typeof createLooking>

/** Looks at an organisation as it stands at one moment, without holding anything of it. */
export function createLooking({ snapshot, doors }: Pick<Platform, 'snapshot'> & { doors: ConnectorDoors }) {
  const seenOf = async (reader: Reader, communityId: string): Promise<Seen> => {
    const school = await readSchool(reader, communityId)
    const units = await held.unitsOf(reader, communityId)
    return {
      school,
      composedOf: new Map(composeChats(school).map((composed) => [composed.id, composed])),
      ...(await linksOf(reader, communityId)),
      units,
      unitOf: new Map([...units].map(([sourceId, { unitId }]) => [sourceId, unitId])),
      chats: await held.chatsOf(reader, communityId),
      rests: await doors.communities.isSuspended(reader, communityId),
    }
  }

  const planOfPlaces = async (reader: Reader, communityId: string, { school, profileOf, unitOf }: Seen) => {
    const about = (await doors.communities.about(reader, [communityId])).get(communityId)!
    const isPossible = (role: 'staff' | 'lead' | 'pupil' | 'parent') =>
      role === 'parent' || ROLES_OF_TYPE[about.type].includes(role)
    const staffUnitId = await doors.communities.staffUnitOf(reader, communityId)
    const humanOf = await doors.communities.humansOf(reader, [...profileOf.values()])
    const heldPlaces = await held.placesOf(reader, communityId)
    const actual = new Set((await doors.communities.rolesIn(reader, communityId)).map(placeKey))
    const linked = { profileOf, unitOf, staffUnitId, humanOf, isPossible }
    return { places: planPlaces(composePlaces(school), linked, heldPlaces, actual), heldPlaces }
  }

  const insideOf = async (reader: Reader, communityId: string, seen: Seen): Promise<Inside> => {
    const ids = [...seen.chats.values()].map(({ chatId }) => chatId)
    return {
      inside: await doors.chats.insideOf(reader, ids),
      members: await held.membersOf(reader, ids),
      belongs: await doors.communities.insideAmong(reader, communityId, [...seen.profileOf.values()]),
    }
  }

  const digestOf = async (reader: Reader, communityId: string, chats: Iterable<held.KnownChat>): Promise<string> => {
    const ids = [...chats].map(({ chatId }) => chatId)
    const parts = [
      await digests.digestOf(reader, communityId),
      await doors.communities.digestOf(reader, communityId),
      await doors.chats.digestOf(reader, ids),
    ]
    return parts.join(' / ')
  }

  return {
    insideOf,

    /** A digest of everything from which follows what is to be done. */
    digest: (communityId: string): Promise<string> =>
      snapshot(async (tx) => digestOf(tx, communityId, (await held.chatsOf(tx, communityId)).values())),

    look: (communityId: string): Promise<Look> =>
      snapshot(async (tx: Tx) => {
        const seen = await seenOf(tx, communityId)
        const { places, heldPlaces } = await planOfPlaces(tx, communityId, seen)
        const now = await insideOf(tx, communityId, seen)
        const known = [...seen.chats.values()]
        const members = [...seen.composedOf.values()].flatMap((composed) => {
          const chat = seen.chats.get(composed.id)
          return chat === undefined ? [] : [planMembers(factsOfChat(chat, composed, seen, now))]
        })
        const unmade = isUnmade(seen)
        const isIdle = known.every((chat) => chatTask(chat, seen, now, new Set()) === null)
        // Where nothing may begin, what is told is never all done.
        const isSettled = !unmade && !seen.rests && Object.values(places).every(isQuiet) && isIdle
        return {
          seen,
          unmade,
          places,
          heldPlaces,
          members,
          heldMembers: [...now.members.values()].flat(),
          settled: isSettled ? await digestOf(tx, communityId, known) : null,
        }
      }),
  }
}

/** Whether a class has no unit yet, or one that is called otherwise, or a chat is missing. */
function isUnmade({ school, units, composedOf, chats }: Seen): boolean {
  for (const [sourceId, { kind, name }] of school.unit) {
    if (kind === 'class' && units.get(sourceId)?.name !== (shownName(name) ?? sourceId)) return true
  }
  return [...composedOf.keys()].some((id) => !chats.has(id))
}
