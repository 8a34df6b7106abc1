import { PAGE_SIZE } from '#contract/communities/communities.limits.ts'
import {
  ROSTER_CELL_MAX,
  ROSTER_COLUMNS_MAX,
  ROSTER_FILE_KEPT_MS,
  ROSTER_ROWS_MAX,
} from '#contract/communities/roster.limits.ts'
import type { RosterImport } from '#contract/communities/roster.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files } from '../../files/index.ts'
import type { Identity } from '../../identity/index.ts'
import { type NewAct, recordAct } from '../../platform/audit/record.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { SheetRefusal } from '../../platform/sheets/sheet-job.ts'
import { createSheetReader } from '../../platform/sheets/sheet-reader.ts'
import { findLayout } from './find-columns.ts'
import { importView, rowView, undoUntil } from './import-views.ts'
import * as store from './imports.store.ts'
import type { RosterAccess } from './roster-access.ts'
import type { RosterWork } from './roster-work.ts'
import { understandFile } from './understanding.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const CODES = {
  unreadable: 'roster.unreadable',
  oldExcel: 'roster.oldExcel',
  tooLarge: 'roster.tooManyRows',
  empty: 'roster.empty',
} as const satisfies Record<SheetRefusal, ErrorsOf<Operations['roster.import']>>
const FORGET_JOB = 'communities.forget-roster-files'
const FORGOTTEN_AT_ONCE = 20

interface Parts {
  platform: Platform
  identity: Identity
  files: Pick<Files, 'readOwn' | 'erase'>
  access: RosterAccess
  work: RosterWork
}

/** Files with people: read, looked at, corrected, taken over, taken back, and forgotten in the end. */
export function createRosterImports({ platform, identity, files, access, work }: Parts) {
  const { clock, db, transaction } = platform
  const readSheet = createSheetReader(clock)
  const parts = { identity, clock }
  const view = (reader: Database | Tx, row: store.ImportRow): Promise<RosterImport> =>
    importView(reader, identity, row, clock.now())

  platform.jobs.declare({
    name: FORGET_JOB,
    retries: 3,
    cron: '37 * * * *',
    async handle() {
      const before = new Date(clock.now() - ROSTER_FILE_KEPT_MS)
      for (;;) {
        const count = await transaction(async (tx) => {
          const due = await store.dueImports(tx, before, FORGOTTEN_AT_ONCE)
          for (const id of due) await store.deleteImport(tx, id)
          return due.length
        })
        if (count < FORGOTTEN_AT_ONCE) return
      }
    },
  })

  /** What is understood of the cells of a file takes the place of what was. */
  const doUnderstand = async (tx: Tx, row: store.ImportRow, cells: string[][], change: store.ImportChange) => {
    const { head_row: headRow, columns, list } = { ...row, ...change }
    const file = { communityId: row.community_id, cells, headRow, columns, list }
    const understood = await understandFile(tx, parts, file)
    await store.writeRead(tx, row.id, understood.rows)
    return store.updateImport(tx, row.id, {
      ...change,
      state: 'ready',
      new_units: understood.newUnits,
      missing: understood.missing,
    })
  }

  /** The cells of an upload, which is erased at once: what counts of it is kept by rows. */
  const readUpload = async (ownerId: string, fileId: string, fail: FailOf<'roster.import'>): Promise<string[][]> => {
    const bytes = (await files.readOwn(db, { id: fileId, ownerId, kind: 'sheet' })) ?? fail('file.unknown')
    const job = { bytes, rowsMax: ROSTER_ROWS_MAX, columnsMax: ROSTER_COLUMNS_MAX, cellMax: ROSTER_CELL_MAX }
    const answer = await readSheet(job)
    await transaction((tx) => files.erase(tx, [fileId]))
    return 'refused' in answer ? fail(CODES[answer.refused], { rowsMax: ROSTER_ROWS_MAX }) : answer.rows
  }

  return {
    async import(
      viewerId: string,
      input: Input<'roster.import'>,
      fail: FailOf<'roster.import'>,
    ): Promise<RosterImport> {
      await access.checkKeeper(db, viewerId, input.communityId, fail)
      const known = await store.importById(db, input.id)
      if (known !== null) {
        const isOwn = known.community_id === input.communityId && known.made_by === viewerId
        return isOwn ? view(db, known) : refuse('key.reused')
      }
      const cells = await readUpload(viewerId, input.fileId, fail)
      const { headRow, columns, list } = findLayout(cells)
      return transaction(async (tx) => {
        const isNew = await store.insertImport(tx, {
          id: input.id,
          community_id: input.communityId,
          file_name: input.fileName.replace(/\p{C}/gu, '').trim(),
          made_by: viewerId,
          made_at: new Date(clock.now()),
          list,
          head_row: headRow,
          columns,
        })
        // The same call has come twice at once.
        if (!isNew) return view(tx, (await store.importById(tx, input.id)) ?? refuse('key.reused'))
        await store.insertCells(tx, input.id, cells)
        return view(tx, await doUnderstand(tx, (await store.lockImport(tx, input.id))!, cells, {}))
      })
    },

    async get(reader: Database, viewerId: string, importId: string, fail: FailOf<'roster.get'>) {
      return view(reader, await access.accessImport(reader, viewerId, importId, fail))
    },

    async setColumns(tx: Tx, viewerId: string, input: Input<'roster.setColumns'>, fail: FailOf<'roster.setColumns'>) {
      await access.accessImport(tx, viewerId, input.importId, fail)
      const row = (await store.lockImport(tx, input.importId)) ?? fail('roster.unknown')
      const change = { head_row: input.headRow - 1, list: input.list, columns: [...input.columns] }
      if (row.state !== 'ready' || row.version !== input.version) fail('roster.changed', { state: row.state })
      const isNamed = input.columns.some((field) => field === 'fullName') || hasParts(input.columns)
      if (!isNamed) fail('roster.nameColumnMissing')
      return view(tx, await doUnderstand(tx, row, await store.cellsOf(tx, row.id), change))
    },

    async rows(reader: Database, viewerId: string, input: Input<'roster.rows'>, fail: FailOf<'roster.rows'>) {
      await access.accessImport(reader, viewerId, input.importId, fail)
      const limit = input.limit ?? PAGE_SIZE
      const after = decodeCursor(input.cursor, ['count'])
      const filter = { importId: input.importId, verdict: input.verdict ?? null, change: input.change ?? null }
      const found = await store.pageRows(reader, filter, after === null ? 0 : (after[0] as number), limit + 1)
      const shown = found.slice(0, limit)
      return {
        rows: shown.map(rowView),
        total: await store.countRows(reader, filter),
        next: found.length > limit ? encodeCursor([shown.at(-1)!.position]) : null,
      }
    },

    async apply(tx: Tx, viewerId: string, input: Input<'roster.apply'>, fail: FailOf<'roster.apply'>) {
      await access.accessImport(tx, viewerId, input.importId, fail)
      const row = (await store.lockImport(tx, input.importId)) ?? fail('roster.unknown')
      if (row.state !== 'ready' || row.version !== input.version) fail('roster.changed', { state: row.state })
      const { understood, doubt } = await store.countsOf(tx, row.id)
      const begun = await store.updateImport(tx, row.id, {
        state: 'applying',
        with_doubts: input.withDoubts,
        to_do: understood + (input.withDoubts ? doubt : 0),
        done: 0,
        place: 0,
      })
      await work.doEnqueue(tx, row.id)
      doRecord(tx, viewerId, begun, { act: 'roster.applied', after: { count: begun.to_do } })
      return view(tx, begun)
    },

    async cancel(tx: Tx, viewerId: string, importId: string, fail: FailOf<'roster.cancel'>) {
      await access.accessImport(tx, viewerId, importId, fail)
      const row = (await store.lockImport(tx, importId)) ?? fail('roster.unknown')
      if (row.state === 'ready') {
        await store.deleteImport(tx, row.id)
        doRecord(tx, viewerId, row, { act: 'roster.cancelled' })
        return { import: null }
      }
      if (row.state === 'stopped') return { import: await view(tx, row) }
      if (row.state !== 'applying') return fail('roster.changed', { state: row.state })
      doRecord(tx, viewerId, row, { act: 'roster.cancelled', after: { count: row.done } })
      return { import: await view(tx, await store.updateImport(tx, row.id, { state: 'stopped' })) }
    },

    async undo(tx: Tx, viewerId: string, importId: string, fail: FailOf<'roster.undo'>) {
      await access.accessImport(tx, viewerId, importId, fail)
      const row = (await store.lockImport(tx, importId)) ?? fail('roster.unknown')
      if (row.state === 'undoing' || row.state === 'undone') return view(tx, row)
      if (row.state !== 'applied' && row.state !== 'stopped') return fail('roster.changed', { state: row.state })
      if (undoUntil(row, clock.now()) === null) return fail('roster.undoOver')
      const toDo = await store.countEffects(tx, row.id)
      const begun = await store.updateImport(tx, row.id, { state: 'undoing', done: 0, to_do: toDo, kept: 0 })
      await work.doEnqueue(tx, row.id)
      doRecord(tx, viewerId, begun, { act: 'roster.undone', after: { count: toDo } })
      return view(tx, begun)
    },
  }
}

/** What is done with a file; the steps in the background follow from it and are no acts of their own. */
function doRecord(tx: Tx, by: string, row: store.ImportRow, act: Pick<NewAct, 'act' | 'after'>): void {
  const objects = [{ kind: 'roster', id: row.id }] as const
  recordAct(tx, { ...act, communityId: row.community_id, by: { profileId: by }, objects })
}

export type RosterImports = ReturnType<typeof createRosterImports>

const hasParts = (columns: readonly string[]) => columns.includes('surname') && columns.includes('name')
