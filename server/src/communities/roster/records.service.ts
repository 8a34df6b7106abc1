import { PAGE_SIZE } from '#contract/communities/communities.limits.ts'
import type { RosterRecord } from '#contract/communities/roster.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { importView } from './import-views.ts'
import { importsOf, lockRoster } from './imports.store.ts'
import * as store from './records.store.ts'
import type { RosterAccess } from './roster-access.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

/** Files that are shown. */
const IMPORTS_SHOWN = 20

interface Parts {
  platform: Pick<Platform, 'clock'>
  identity: Pick<Identity, 'people'>
  access: RosterAccess
}

/** The people whom an organisation knows by lists. */
export function createRosterRecords({ platform, identity, access }: Parts) {
  return {
    async open(db: Database, viewerId: string, communityId: string, fail: FailOf<'roster.open'>) {
      await access.checkKeeper(db, viewerId, communityId, fail)
      const { pupil, parent, staff } = await store.countRoles(db, communityId)
      const imports = []
      for (const row of await importsOf(db, communityId, IMPORTS_SHOWN)) {
        imports.push(await importView(db, identity, row, platform.clock.now()))
      }
      return { pupils: pupil, parents: parent, staff, imports }
    },

    async list(db: Database, viewerId: string, input: Input<'roster.records'>, fail: FailOf<'roster.records'>) {
      await access.checkKeeper(db, viewerId, input.communityId, fail)
      const limit = input.limit ?? PAGE_SIZE
      const place = decodeCursor(input.cursor, ['text', 'id'])
      const after = place === null ? null : { key: place[0] as string, id: place[1] as string }
      const filter = {
        communityId: input.communityId,
        role: input.role ?? null,
        unitId: input.unitId ?? null,
        search: input.search ?? '',
      }
      const found = await store.pageRecords(db, filter, after, limit + 1)
      const shown = found.slice(0, limit)
      const last = shown.at(-1)
      return {
        records: shown.map(recordView),
        total: await store.countRecords(db, filter),
        next: found.length > limit && last !== undefined ? encodeCursor([last.name_key, last.id]) : null,
      }
    },

    async remove(tx: Tx, viewerId: string, input: Input<'roster.remove'>, fail: FailOf<'roster.remove'>) {
      await access.checkKeeper(tx, viewerId, input.communityId, fail)
      await lockRoster(tx, input.communityId)
      const ids = input.ids === 'all' ? null : input.ids
      const removed = await store.deleteRecords(tx, input.communityId, ids)
      if (removed > 0) {
        const { communityId } = input
        recordAct(tx, { act: 'roster.erased', communityId, by: { profileId: viewerId }, after: { count: removed } })
      }
      return { removed }
    },
  }
}

export type RosterRecords = ReturnType<typeof createRosterRecords>

function recordView(row: store.ListedRecord): RosterRecord {
  return {
    id: row.id,
    surname: row.surname,
    name: row.name,
    patronymic: row.patronymic,
    role: row.role,
    birthDate: row.birth_date,
    unitId: row.unit_id,
    unitName: row.unit_name,
    phones: row.phones,
    childName: row.child_id === null ? null : row.child_name,
    fileName: row.file_name,
  }
}
