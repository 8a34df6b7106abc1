import type { Clock } from '../clock/clock.ts'
import type { Tx } from '../db/database.ts'
import { afterErasing, keepErasure, nextPending } from './erasures.store.ts'

type Again = (tx: Tx, target: object) => Promise<void>

/** The ledger of erasures: what was erased stays erased, also in a database that was restored from before that. */
export interface Erasures {
  /** Declares how what a target names is erased again; it may be gone already, or not be there yet. */
  declare<Target extends object>(kind: string, again: (tx: Tx, target: Target) => Promise<void>): void
  /** Notes an erasure in the transaction that does it. A target holds ids, never what was erased. */
  record(tx: Tx, kind: string, target: object): Promise<void>
}

export interface ReplayingErasures extends Erasures {
  /** Erases again what the backups know to be erased; nobody may be served before. Returns how many there were. */
  replay(transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>): Promise<number>
}

export function createErasures({ clock, newId }: { clock: Clock; newId: () => string }): ReplayingErasures {
  const kinds = new Map<string, Again>()
  return {
    declare(kind, again) {
      if (kinds.has(kind)) throw new Error(`Erasures of ${kind} are declared twice`)
      kinds.set(kind, again as unknown as Again)
    },
    record: (tx, kind, target) => keepErasure(tx, { id: newId(), kind, target, at: clock.now() }),
    async replay(transaction) {
      for (let count = 0; ; count += 1) {
        const isDone = await transaction(async (tx) => {
          const next = await nextPending(tx)
          if (next === null) return true
          const again = kinds.get(next.kind)
          if (again === undefined) throw new Error(`Nobody knows how to erase ${next.kind} again`)
          await again(tx, next.target)
          await afterErasing(tx, next.id)
          return false
        })
        if (isDone) return count
      }
    },
  }
}
