import { listLinks } from '#contract/connector/person-links.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { isUuid } from '#contract/kit/uuid.ts'
import type { Platform } from '../../platform/platform.ts'
import { type ConnectionRow, isCurrent } from '../connection/connection.store.ts'
import type { Reach } from '../connection/reach.ts'
import { MessengerTrouble } from '../messenger/asking.ts'
import type { MessengerClient } from '../messenger/messenger-client.ts'
import * as store from './links.store.ts'

/** Pages of the messenger's list; far more than a school has people. */
const PAGES_MAX = 1_000

export type CompareLinks = ReturnType<typeof createLinkComparison>

/**
 * Compares the links of an organisation with those that the messenger knows, which decides: a notice that one has ended may have been lost, and so may
 * the answer to the call that made one (ESL-07, ESS-04).
 */
export function createLinkComparison({
  db,
  transaction,
  client,
}: Pick<Platform, 'db' | 'transaction'> & { client: MessengerClient }) {
  const listPage = (reach: Reach, cursor: string | null): Promise<OutputOf<typeof listLinks>> =>
    client.call(reach, listLinks, { communityId: reach.communityId, ...(cursor === null ? {} : { cursor }) })

  const listAll = async (reach: Reach): Promise<Map<string, Date>> => {
    const found = new Map<string, Date>()
    let cursor: string | null = null
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { links, next } = await listPage(reach, cursor)
      for (const { personId, since } of links) if (isUuid(personId)) found.set(personId, new Date(since))
      if (next === null) return found
      cursor = next
    }
    throw new MessengerTrouble('strange')
  }

  /** @throws MessengerTrouble, MessengerRefusal when the messenger does not say who is linked */
  return async (row: ConnectionRow, reach: Reach): Promise<void> => {
    const { organisationId } = reach
    // Ours first: what is made or ended while the messenger is asked is then newer than what is compared.
    const ours = await store.linksOf(db, organisationId)
    const theirs = await listAll(reach)
    const ended = ours.filter(({ personId }) => !theirs.has(personId))
    const known = new Map(ours.map(({ personId, linkedAt }) => [personId, linkedAt.getTime()]))
    const missing = [...theirs].filter(([personId, since]) => (known.get(personId) ?? 0) < since.getTime())
    if (ended.length === 0 && missing.length === 0) return
    await transaction(async (tx) => {
      if (!(await isCurrent(tx, row))) return
      for (const { personId, linkedAt: at } of ended) await store.dropLinkOf(tx, { organisationId, personId, at })
      for (const [personId, linkedAt] of missing) await store.adoptLink(tx, { organisationId, personId, linkedAt })
    })
  }
}
