import { QUOTA_WARN_PERCENT, quotaLevel } from '#contract/communities/quotas.limits.ts'
import type { QuotaOrder, Quotas } from '#contract/communities/quotas.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files } from '../../files/index.ts'
import type { Identity, SmsQuota } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { touchCommunity } from '../suspension/suspension.store.ts'
import * as store from './quotas.store.ts'

type Input = InputOf<Operations['organisations.setQuotas']>
type SetFail = Fail<ErrorsOf<Operations['organisations.setQuotas']>>

const MEBIBYTE = 1_048_576

interface Parts {
  platform: Pick<Platform, 'clock' | 'config' | 'db' | 'transaction'>
  identity: Pick<Identity, 'accountNames'>
  files: Pick<Files, 'usedByCommunities' | 'communitiesUsing'>
}

export type QuotasService = ReturnType<typeof createQuotas>

/** How much of the installation each organisation may use, and how much of it is used (ORG-19). */
export function createQuotas({ platform, identity, files }: Parts) {
  const { clock, config, db, transaction } = platform
  const nowDate = () => new Date(clock.now())
  const bytesMax = (order: store.QuotaRow | undefined) =>
    (order?.storage_megabytes ?? config.filesCommunityMegabytes) * MEBIBYTE
  const smsMax = (perMonth: number | null | undefined) => perMonth ?? config.smsCommunityPerMonth

  const quotasOf = (
    order: store.QuotaRow | undefined,
    used: { bytes: number | undefined; sms: number | undefined },
  ): Quotas => ({
    storage: { used: used.bytes ?? 0, max: bytesMax(order) },
    sms: { used: used.sms ?? 0, max: smsMax(order?.sms_per_month) },
  })

  const orderView = (order: store.QuotaRow | undefined, names: ReadonlyMap<string, string>): QuotaOrder =>
    order === undefined
      ? null
      : {
          storageMegabytes: order.storage_megabytes,
          smsPerMonth: order.sms_per_month,
          reason: order.reason,
          at: toInstant(order.set_at),
          by: names.get(order.set_by) ?? '',
        }

  const usedOf = async (reader: Reader, ids: readonly string[]) => {
    const orders = await store.readOrders(reader, ids)
    const bytes = await files.usedByCommunities(reader, ids)
    const sms = await store.readSmsUse(reader, ids, nowDate())
    const quotasById = ids.map(
      (id) => [id, quotasOf(orders.get(id), { bytes: bytes.get(id), sms: sms.get(id) })] as const,
    )
    return { orders, quotas: new Map(quotasById) }
  }

  const smsOf = async (reader: Reader, profileIds: readonly string[]) => {
    const places = await store.smsUseOf(reader, profileIds, nowDate())
    return { places, free: places.find(({ used, max }) => used < smsMax(max)) }
  }

  /** Who pays for the SMS to somebody: of his organisations the first that has room, the one where he has been longest first. */
  const smsQuota: SmsQuota = {
    async isFull(profileIds) {
      const { places, free } = await smsOf(db, profileIds)
      return places.length > 0 && free === undefined
    },
    async count(profileIds) {
      const { places, free } = await smsOf(db, profileIds)
      const paying = free ?? places[0]
      if (paying !== undefined) await transaction((tx) => store.countSms(tx, paying.communityId, nowDate()))
    },
  }

  return {
    smsQuota,

    /** Counts an SMS that was sent about something of an organisation. */
    countSms: (communityId: string) => transaction((tx) => store.countSms(tx, communityId, nowDate())),

    /** Whether an organisation may send one more SMS this month. */
    async hasSmsRoom(reader: Reader, communityId: string): Promise<boolean> {
      const order = (await store.readOrders(reader, [communityId])).get(communityId)
      const used = (await store.readSmsUse(reader, [communityId], nowDate())).get(communityId) ?? 0
      return used < smsMax(order?.sms_per_month)
    },

    /** Bytes that the files of an organisation may have together. */
    storageMax: async (reader: Reader, communityId: string): Promise<number> =>
      bytesMax((await store.readOrders(reader, [communityId])).get(communityId)),

    async of(reader: Reader, communityIds: readonly string[]) {
      const { orders, quotas } = await usedOf(reader, communityIds)
      const operators = [...orders.values()].map((order) => order.set_by)
      const names = await identity.accountNames(reader, operators)
      const found = new Map<string, { quotas: Quotas; quotaOrder: QuotaOrder }>()
      for (const [id, each] of quotas) found.set(id, { quotas: each, quotaOrder: orderView(orders.get(id), names) })
      return found
    },

    /** Organisations that have used four fifths of a quota, or more: looked for among those that use much, or of which something was said. */
    async short(reader: Reader): Promise<string[]> {
      const share = QUOTA_WARN_PERCENT[0] / 100
      const among = new Set([
        ...(await files.communitiesUsing(reader, Math.floor(bytesMax(undefined) * share))),
        ...(await store.communitiesSending(reader, Math.floor(smsMax(undefined) * share), nowDate())),
        ...(await store.orderedCommunities(reader)),
      ])
      const { quotas } = await usedOf(reader, [...among])
      return [...quotas].filter(([, each]) => Object.values(each).some(isNear)).map(([id]) => id)
    },

    async set(tx: Tx, viewer: Viewer, input: Input, fail: SetFail): Promise<void> {
      const { communityId, storageMegabytes, smsPerMonth } = input
      const reason = input.reason.normalize('NFC').replace(/\s+/gu, ' ').trim()
      if (reason === '') fail('quota.reasonMissing')
      if (!(await touchCommunity(tx, communityId))) fail('community.unknown')
      const before = (await store.readOrders(tx, [communityId])).get(communityId)
      const after = { storage_megabytes: storageMegabytes, sms_per_month: smsPerMonth }
      const order = { ...after, community_id: communityId, reason, set_by: viewer.accountId, set_at: nowDate() }
      await store.saveOrder(tx, order)
      const facts = (row: store.QuotaRow | undefined) => ({
        megabytesMax: bytesMax(row) / MEBIBYTE,
        smsMax: smsMax(row?.sms_per_month),
      })
      recordAct(tx, {
        act: 'organisation.quotasSet',
        communityId,
        by: { operatorId: viewer.accountId },
        before: facts(before),
        after: facts(order),
      })
    },
  }
}

const isNear = (quota: Quotas['sms']): boolean => quotaLevel(quota) !== 'free'
