import { isOpenWhileSuspended, type Operation } from '#contract/kit/operation.ts'
import type { OperationId } from '#contract/operations.ts'
import type { Reader } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { createSuspendedNow } from './suspended-now.ts'
import { communityHolding, type Holder, isMember, sharedCommunities } from './suspension.store.ts'

/** To what a chat belongs: to an organisation, to two people who are alone in it, or to neither. */
export interface Belonging {
  communityId: string | null
  pair: readonly [string, string] | null
}
export type BelongingOf = (reader: Reader, key: string, by: 'chat' | 'chatLink') => Promise<Belonging | null>

/** How a field of an input names an organisation. */
type Naming = 'community' | 'chat' | 'chatLink' | 'person' | Holder

/** Fields that mean the same wherever they stand. */
const BY_FIELD: Readonly<Record<string, Naming>> = {
  communityId: 'community',
  unitId: 'unit',
  chatId: 'chat',
  linkId: 'link',
  importId: 'rosterImport',
  rolloverId: 'rollover',
  invitationId: 'invitation',
}

/** Operations whose input names an organisation by a field of their own. */
const BY_OPERATION: Readonly<Partial<Record<OperationId, readonly [field: string, naming: Naming]>>> = {
  'applications.submit': ['token', 'linkToken'],
  'families.decideCase': ['id', 'familyCase'],
  'tickets.confirm': ['id', 'ticket'],
  'tickets.refuse': ['id', 'ticket'],
  'matched.undo': ['id', 'approval'],
  'chats.openDirect': ['profileId', 'person'],
  'chatLinks.join': ['token', 'chatLink'],
}

/** What those who are no members yet do there; they learn that it rests and not why. */
const OF_OUTSIDERS: readonly string[] = ['applications.submit', 'verification.apply'] satisfies OperationId[]

/** How the input of an operation names an organisation, null when the operation is about none. */
export function namingOf(operation: Pick<Operation, 'id' | 'input'>): readonly [field: string, naming: Naming] | null {
  const special = BY_OPERATION[operation.id as OperationId]
  if (special !== undefined) return special
  const { properties = {} } = operation.input as { properties?: Readonly<Record<string, unknown>> }
  const field = Object.keys(BY_FIELD).find((name) => name in properties)
  return field === undefined ? null : [field, BY_FIELD[field]!]
}

/**
 * The one place where a suspended organisation refuses (ORG-19): every command that names something of it gets
 * `community.suspended` before it is looked at, except what {@link isOpenWhileSuspended} leaves open. A dialogue belongs to
 * no organisation; it rests while all organisations rest that its two people share.
 */
export function createSuspensionDuty(platform: Pick<Platform, 'db' | 'bus' | 'clock'>, belongingOf: BelongingOf) {
  const { db } = platform
  const suspendedNow = createSuspendedNow(platform)

  const ofPair = async (suspended: ReadonlyMap<string, string>, one: string, other: string) => {
    const shared = await sharedCommunities(db, one, other)
    return shared.every((id) => suspended.has(id)) ? (shared[0] ?? null) : null
  }

  const communityOf = async (
    suspended: ReadonlyMap<string, string>,
    profileId: string,
    naming: Naming,
    key: string,
  ): Promise<string | null> => {
    if (naming === 'community') return key
    if (naming === 'person') return ofPair(suspended, profileId, key)
    if (naming !== 'chat' && naming !== 'chatLink') return communityHolding(db, naming, key)
    const chat = await belongingOf(db, key, naming)
    if (chat === null || chat.pair === null) return chat?.communityId ?? null
    return chat.pair.includes(profileId) ? ofPair(suspended, ...chat.pair) : null
  }

  return async (viewer: Pick<Viewer, 'profileId'> | null, operation: Operation, input: unknown): Promise<void> => {
    const profileId = viewer?.profileId ?? null
    if (profileId === null || isOpenWhileSuspended(operation)) return
    const suspended = await suspendedNow()
    if (suspended.size === 0) return
    const named = namingOf(operation)
    if (named === null) return
    const key = (input as Readonly<Record<string, unknown>>)[named[0]]
    if (typeof key !== 'string') return
    const communityId = await communityOf(suspended, profileId, named[1], key)
    const reason = communityId === null ? undefined : suspended.get(communityId)
    if (communityId === null || reason === undefined) return
    if (await isMember(db, communityId, profileId)) {
      throw new Refusal('community.suspended', { reason, changedBy: 'operator' })
    }
    // Whoever is neither learns nothing: the operation answers as it does to any stranger.
    if (OF_OUTSIDERS.includes(operation.id)) throw new Refusal('community.suspended', { changedBy: 'operator' })
  }
}
