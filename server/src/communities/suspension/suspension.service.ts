import type { ServedOrganisation, Suspension } from '#contract/communities/suspension.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import type { QuotasService } from '../quotas/quotas.service.ts'
import * as store from './suspension.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const PAGE = 50

interface Parts {
  platform: Pick<Platform, 'clock' | 'newId' | 'emitter' | 'bus'>
  identity: Pick<Identity, 'accountNames'>
  quotas: Pick<QuotasService, 'of' | 'short'>
}

/** The operator lets organisations rest and work again (ORG-19). */
export function createSuspensions({ platform, identity, quotas }: Parts) {
  const { clock, emitter, bus } = platform

  const served = async (reader: Reader, found: readonly store.ServedFound[]): Promise<ServedOrganisation[]> => {
    const ids = found.map(({ communityId }) => communityId)
    const used = await quotas.of(reader, ids)
    const operators = found.flatMap(({ suspended }) => suspended?.accountId ?? [])
    const names = await identity.accountNames(reader, operators)
    return found.map(({ suspended, ...each }) => ({
      ...each,
      suspended: suspendedView(suspended, names),
      ...used.get(each.communityId)!,
    }))
  }

  const one = async (reader: Reader, communityId: string): Promise<ServedOrganisation> => {
    const found = await store.servedById(reader, communityId)
    if (found === null) throw new Error('An organisation that was changed is gone')
    return (await served(reader, [found]))[0]!
  }

  /** Tells the members, and every process that has looked up who rests. */
  const doTell = async (tx: Tx, communityId: string, suspended: Suspension): Promise<ServedOrganisation> => {
    await emitter.toCommunity(tx, communityId, 'everyone', 'community.suspension', { communityId, suspended })
    afterCommit(tx, () => bus.signal({ t: 'suspensions' }))
    return one(tx, communityId)
  }

  return {
    one,

    async list(db: Database, input: Input<'organisations.list'>) {
      const place = decodeCursor(input.cursor, ['instant', 'id'])
      const found = await store.pageServed(db, {
        search: input.search ?? '',
        suspended: input.suspended ?? false,
        among: input.short === true ? await quotas.short(db) : null,
        before: place === null ? null : { at: new Date(place[0] as string), id: place[1] as string },
        limit: PAGE + 1,
      })
      const shown = found.slice(0, PAGE)
      const last = shown.at(-1)
      return {
        organisations: await served(db, shown),
        suspendedCount: (await store.readSuspended(db)).size,
        next: found.length > PAGE && last !== undefined ? encodeCursor([last.createdAt, last.communityId]) : null,
      }
    },

    async suspend(
      tx: Tx,
      viewer: Viewer,
      input: Input<'organisations.suspend'>,
      fail: FailOf<'organisations.suspend'>,
    ): Promise<ServedOrganisation> {
      const { communityId } = input
      const reason = input.reason.normalize('NFC').replace(/\s+/gu, ' ').trim()
      if (reason === '') fail('suspension.reasonMissing')
      if (!(await store.touchCommunity(tx, communityId))) fail('community.unknown')
      const now = new Date(clock.now())
      const row = {
        id: platform.newId(),
        community_id: communityId,
        reason,
        suspended_by: viewer.accountId,
      }
      if (!(await store.beginSuspension(tx, row, now))) fail('suspension.isThere')
      recordAct(tx, { act: 'organisation.suspended', communityId, by: { operatorId: viewer.accountId } })
      return doTell(tx, communityId, { reason, since: now.toISOString() })
    },

    async resume(
      tx: Tx,
      viewer: Viewer,
      { communityId }: Input<'organisations.resume'>,
      fail: FailOf<'organisations.resume'>,
    ): Promise<ServedOrganisation> {
      if (!(await store.touchCommunity(tx, communityId))) fail('community.unknown')
      const ended = await store.endSuspension(tx, communityId, viewer.accountId, new Date(clock.now()))
      if (!ended) fail('suspension.over')
      recordAct(tx, { act: 'organisation.resumed', communityId, by: { operatorId: viewer.accountId } })
      return doTell(tx, communityId, null)
    },
  }
}

export type Suspensions = ReturnType<typeof createSuspensions>

function suspendedView(row: store.ServedFound['suspended'], names: ReadonlyMap<string, string>) {
  if (row === null) return null
  const { accountId, ...suspended } = row
  return { ...suspended, by: names.get(accountId) ?? '' }
}
