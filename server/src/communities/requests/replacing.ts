import type { NameParts } from '#contract/identity/names.ts'
import type { Identity } from '../../identity/index.ts'
import type { AuditObject } from '../../platform/audit/canonical.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Founding } from './founding.ts'
import type { RequestNotices } from './request-notices.ts'
import * as store from './requests.store.ts'

interface Parts {
  platform: Pick<Platform, 'clock'>
  identity: Pick<Identity, 'accountName'>
  founding: Pick<Founding, 'doReplace'>
  notices: RequestNotices
}

/** Whom an order names as the administrator, and what the decision rests on. */
export interface Successor {
  names: NameParts
  /** E.164. */
  phone: string
  reason: string
  /** What has led to it beside the request. */
  objects?: readonly AuditObject[]
}

export type Replacing = ReturnType<typeof createReplacing>

/** Names another administrator of a connected organisation: his right waits for his phone, and ends the earlier one (ORG-10). */
export function createReplacing({ platform, identity, founding, notices }: Parts) {
  return {
    /** The caller holds the lock of the request, and has compared the order. */
    async doReplace(
      tx: Tx,
      viewer: Pick<Viewer, 'accountId'>,
      request: { id: string; communityId: string },
      { names, phone, reason, objects = [] }: Successor,
    ): Promise<store.RequestRow> {
      const { id, communityId } = request
      const saved = await store.saveAdministrator(tx, id, {
        administrator_surname: names.surname,
        administrator_name: names.name,
        administrator_patronymic: names.patronymic,
        administrator_phone: phone,
      })
      await founding.doReplace(tx, communityId, phone)
      recordAct(tx, {
        act: 'administrator.replaced',
        communityId,
        by: { operatorId: viewer.accountId },
        objects: [{ kind: 'request', id }, ...objects],
      })
      const position = (await store.movesOf(tx, [id])).length + 1
      await store.insertMove(tx, {
        request_id: id,
        position,
        state: 'approved',
        reason,
        author_account_id: viewer.accountId,
        author_name: await identity.accountName(tx, viewer.accountId),
        at: new Date(platform.clock.now()),
      })
      await notices.doNotify(tx, { requestId: id, position, state: 'approved' })
      return saved
    },
  }
}
