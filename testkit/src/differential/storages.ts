import { createPgMessageStorage, pgMessengerStores } from '#server/messenger/index.ts'
import type { Database, Tx } from '#server/platform/db/database.ts'
import { inSnapshot, inTransaction } from '#server/platform/db/transaction.ts'
import { pgCommandResults } from '#server/platform/dispatch/idempotency.ts'
import * as pgAudienceLog from '#server/platform/events/audience-log.store.ts'
import { MemoryDatabase, type Transaction } from '#testkit/simulation/memory-database.ts'
import { createMemoryMessageStorage } from '#testkit/simulation/memory-message-storage.ts'
import { memoryAudienceLog, memoryCommandResults } from '#testkit/simulation/memory-platform.ts'
import { memoryStores } from '#testkit/simulation/memory-stores.ts'
import type { Storage } from './side.ts'

const onFailure = () => undefined

/** The storage of the product. */
export function postgresStorage(db: Database): Storage {
  return {
    db,
    stores: pgMessengerStores,
    messageStorage: createPgMessageStorage(db),
    results: pgCommandResults,
    audienceLog: pgAudienceLog,
    transaction: (clock) => (work) =>
      inTransaction((inner) => db.transaction().execute(inner), { clock, onFailure }, work),
    snapshot: (work) => inSnapshot(db, work),
  }
}

/** The storage of the simulation. */
export function memoryStorage(): Storage {
  const database = new MemoryDatabase()
  const begin = (level?: 'repeatableRead') => database.begin(() => Promise.resolve(), level)
  const within = async <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    const transaction = begin()
    try {
      const answer = await work(transaction)
      transaction.commit()
      return answer
    } catch (error) {
      transaction.rollback()
      throw error
    }
  }
  return {
    db: begin() as unknown as Database,
    stores: memoryStores,
    messageStorage: createMemoryMessageStorage({ inTransaction: within, reader: begin }),
    results: memoryCommandResults,
    audienceLog: memoryAudienceLog,
    transaction: (clock) => (work) =>
      inTransaction((inner) => within((t) => inner(t as unknown as Tx)), { clock, onFailure }, work),
    snapshot: (work) => work(begin('repeatableRead') as unknown as Tx),
  }
}
