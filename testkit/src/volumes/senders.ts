import { setTimeout as delay } from 'node:timers/promises'
import { createCommitter } from '#server/messenger/delivery/committer.ts'
import type { MessageStorage } from '#server/messenger/delivery/message-storage.ts'
import { createPgMessageStorage } from '#server/messenger/index.ts'
import { createSystemClock } from '#server/platform/clock/clock.ts'
import { type Database, openDatabase } from '#server/platform/db/database.ts'
import { createLog } from '#server/platform/log/log.ts'
import { clientAt, type Stand } from '../history/stand.ts'
import type { Person } from '../people.ts'
import type { Sender } from './power-cut.ts'

const SENDERS_EACH = 4
const COMMIT_DELAY_MS = 40

/** People of the cast who write over HTTP to the server of a stand, several messages at a time each. */
export function peopleWriting(stand: Stand, chatId: string, people: readonly Person[]): Sender[] {
  return people.flatMap((person) => {
    const client = clientAt(stand, person, 0)
    return Array.from({ length: SENDERS_EACH }, (_, i) => ({
      name: `${person.about.surname} ${i}`,
      profileId: person.profileId,
      send: async (key: string, text: string) =>
        (await client.call('messages.send', { chatId, key, text })).message.seq,
    }))
  })
}

export interface Planted extends AsyncDisposable {
  readonly senders: readonly Sender[]
}

/** How an installation could be wrong about what it acknowledges; the harness has to notice each. */
export type Lie = 'synchronous_commit is off' | 'messages are acknowledged before their commit'

/** The product's own committer on a database, made wrong. */
export function plantLie(lie: Lie, stand: Stand, chatId: string, people: readonly Person[]): Planted {
  const url = new URL(stand.database.url)
  if (lie === 'synchronous_commit is off') url.searchParams.set('options', '-c synchronous_commit=off')
  const opened = openDatabase(url.href, 8, createLog('fatal'))
  const honest = createPgMessageStorage(opened.db)
  const committer = createCommitter({
    storage: lie === 'messages are acknowledged before their commit' ? hasty(honest, opened.db) : honest,
    clock: createSystemClock(),
    onCommitted: () => undefined,
    onBatch: () => undefined,
    onFailure: () => undefined,
  })
  const senders = people.flatMap(({ profileId, about }) =>
    Array.from({ length: SENDERS_EACH }, (_, i) => ({
      name: `${about.surname} ${i}`,
      profileId,
      send: async (id: string, text: string) =>
        (await committer.submit({ chatId, senderId: profileId, id, text, replyToSeq: null, lifetimeMs: null })).seq,
    })),
  )
  return { senders, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
}

/** Answers while its transaction is still open. */
function hasty(honest: MessageStorage, db: Database): MessageStorage {
  return {
    readSenderFacts: honest.readSenderFacts,
    commitBatch: (rows, at) =>
      new Promise((resolve, reject) => {
        void db
          .transaction()
          .execute(async (tx) => {
            resolve(await createPgMessageStorage(tx).commitBatch(rows, at))
            await delay(COMMIT_DELAY_MS)
          })
          .catch(reject)
      }),
  }
}
