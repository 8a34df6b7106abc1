import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Integration } from '#contract/connector/integrations.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ConnectorDoors } from '../doors.ts'
import { countFacts, deleteFacts } from '../facts/facts.store.ts'
import * as store from './organisations.store.ts'
import { waitingView } from './waiting-view.ts'

type Set = Operations['integrations.set']
type Let = Operations['integrations.letRemovals']
type Codes = 'community.unknown' | 'community.notAllowed'

interface Parts extends Pick<Platform, 'clock'> {
  doors: ConnectorDoors
  countLinks: (reader: Reader, communityId: string) => Promise<number>
  deleteLinks: (tx: Tx, communityId: string) => Promise<void>
  /** Has what follows from facts looked at once the transaction is durable. */
  onMoved: (tx: Tx) => void
}

export type Integrations = ReturnType<typeof createIntegrations>

/** Which outside system tells the facts of an organisation: its administrators decide. */
export function createIntegrations({ clock, doors, countLinks, deleteLinks, onMoved }: Parts) {
  const access = async (reader: Reader, viewerId: string, communityId: string, fail: Fail<Codes>) => {
    const membership = await doors.communities.accessMembership(reader, viewerId, communityId)
    if (membership === null) return fail('community.unknown')
    if (!communityAbilities(membership).manageOrganisation) {
      fail('community.notAllowed', { right: 'organisation.manage' })
    }
  }

  const view = async (reader: Reader, communityId: string): Promise<Integration> => {
    const row = await store.organisation(reader, communityId)
    const systems = await doors.systems.with(reader, 'connector:facts')
    const current =
      row === null || row.client_id === null ? null : { systemId: row.client_id, since: toInstant(row.since) }
    return {
      systems,
      current,
      facts: row === null ? 0 : await countFacts(reader, communityId),
      linked: await countLinks(reader, communityId),
      waiting: row === null ? null : waitingView(row),
    }
  }

  return {
    async get(reader: Reader, viewerId: string, communityId: string, fail: Fail<Codes>): Promise<Integration> {
      await access(reader, viewerId, communityId, fail)
      return view(reader, communityId)
    },

    async set(tx: Tx, viewerId: string, input: InputOf<Set>, fail: Fail<ErrorsOf<Set>>): Promise<Integration> {
      const { communityId, systemId } = input
      await access(tx, viewerId, communityId, fail)
      const before = (await store.lockOrganisation(tx, communityId))?.client_id ?? null
      if (before === systemId) return view(tx, communityId)
      const systems = await doors.systems.with(tx, 'connector:facts')
      const system = systems.find(({ id }) => id === systemId)
      if (systemId !== null && system === undefined) return fail('connector.systemUnknown')
      await store.setClient(tx, { communityId, clientId: systemId, by: viewerId, now: new Date(clock.now()) })
      if (systemId !== null && (await store.lastTeller(tx, communityId)) !== systemId) {
        await deleteFacts(tx, communityId)
        await deleteLinks(tx, communityId)
        await store.setLastTeller(tx, communityId, systemId)
      }
      if (systemId !== null) {
        await store.moveFacts(tx, communityId)
        onMoved(tx)
      }
      const name = (system ?? systems.find(({ id }) => id === before))?.name ?? ''
      recordAct(tx, {
        act: systemId === null ? 'system.excluded' : 'system.admitted',
        communityId,
        by: { profileId: viewerId },
        objects: [{ kind: 'system', id: systemId ?? before! }],
        after: { name },
      })
      return view(tx, communityId)
    },

    /** Lets what waits happen, if it is what the administrator has seen. */
    async letRemovals(tx: Tx, viewerId: string, input: InputOf<Let>, fail: Fail<ErrorsOf<Let>>): Promise<Integration> {
      const { communityId, version } = input
      await access(tx, viewerId, communityId, fail)
      const row = await store.lockOrganisation(tx, communityId)
      if (row === null || row.waiting_digest === null || row.waiting_version !== version) {
        return fail('connector.brakeChanged')
      }
      await store.letRemovals(tx, communityId, row.waiting_digest)
      await store.setWaiting(tx, communityId, null)
      await store.moveFacts(tx, communityId)
      onMoved(tx)
      const people = row.waiting_people ?? 0
      recordAct(tx, { act: 'removals.let', communityId, by: { profileId: viewerId }, after: { count: people } })
      return view(tx, communityId)
    },
  }
}
