import type { Files } from '#server/files/index.ts'
import { memoryOf, statement, type Transaction } from './memory-database.ts'
import { missing } from './simulated-domains.ts'

/** Puts the row of a whole file that nothing uses yet. */
export async function keepFile(t: Transaction, id: string, ownerId: string): Promise<void> {
  await t.put('files.file', id, {
    id,
    kind: 'attachment',
    owner_id: ownerId,
    community_id: null,
    name: '',
    bytes: 9,
    sha256: Buffer.alloc(32),
    received: 9,
    state: 'kept',
    created_at: new Date(0),
    expires_at: new Date(0),
    writer_id: null,
    writer_until: null,
  })
}

/** The rows of files in memory; bytes are no part of the simulation. */
export const simulatedFiles: Files = {
  ...missing<Files>('files'),
  readers: new Map(),

  takeOwn(tx, ownerId, ids) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      for (const id of [...ids].sort()) {
        const used = await t.change('files.file', id, (row) =>
          row.state === 'kept' && row.owner_id === ownerId ? { ...row, expires_at: null } : undefined,
        )
        if (used === undefined) return false
      }
      return true
    })
  },

  erase(tx, ids) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      for (const id of [...ids].sort()) await t.change('files.file', id, (row) => ({ ...row, state: 'erased' }))
    })
  },

  eraseAgain: () => Promise.reject(new Error('The simulation restores no backup')),
}
