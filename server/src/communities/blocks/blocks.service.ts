import { BLOCKS_MAX, PAGE_SIZE } from '#contract/communities/communities.limits.ts'
import { shownNames } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { countBlocks, deleteBlock, insertBlock, pageBlocks } from './blocks.store.ts'

/** Called in the transaction in which one of two people begins or ceases to block the other. */
export type BlockChangedHook = (tx: Tx, one: string, other: string) => Promise<void>

interface Parts extends Pick<Platform, 'clock'> {
  identity: Identity
  blockChanged: readonly BlockChangedHook[]
}

export type BlocksService = ReturnType<typeof createBlocks>

/** Whom people do not want to hear of (CNT-07). */
export function createBlocks({ clock, identity, blockChanged }: Parts) {
  const doTell = async (tx: Tx, one: string, other: string) => {
    for (const hook of blockChanged) await hook(tx, one, other)
  }

  return {
    async list(reader: Reader, viewerId: string, input: InputOf<Operations['blocks.list']>) {
      const place = decodeCursor(input.cursor, ['instant', 'id'])
      const limit = input.limit ?? PAGE_SIZE
      const before = place === null ? null : { at: new Date(place[0] as string), id: place[1] as string }
      const rows = await pageBlocks(reader, viewerId, before, limit + 1)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const people = await identity.people(
        reader,
        shown.map((row) => row.blocked_id),
      )
      const blocked = shown.flatMap((row) => {
        const person = people.get(row.blocked_id)
        if (person === undefined) return []
        const { profileId, staff } = person
        return [{ profileId, ...shownNames(person), staff, blockedAt: toInstant(row.blocked_at) }]
      })
      const isMore = rows.length > limit && last !== undefined
      const next = isMore ? encodeCursor([toInstant(last.blocked_at), last.blocked_id]) : null
      return { blocked, next } satisfies OutputOf<Operations['blocks.list']>
    },

    /** Holds both people first, so that nobody who opens a chat or adds to one goes on with what was true before. */
    async block(tx: Tx, viewerId: string, profileId: string, fail: Fail<ErrorsOf<Operations['blocks.block']>>) {
      if (profileId === viewerId) fail('block.selfImpossible')
      await identity.holdProfiles(tx, [viewerId, profileId], 'change')
      if ((await identity.visibleAmong(tx, viewerId, [profileId])).length === 0) fail('contact.unknown')
      if ((await countBlocks(tx, viewerId)) >= BLOCKS_MAX) fail('block.tooMany', { blocksMax: BLOCKS_MAX })
      if (await insertBlock(tx, viewerId, profileId, clock.now())) await doTell(tx, viewerId, profileId)
    },

    async unblock(tx: Tx, viewerId: string, profileId: string, fail: Fail<'contact.unknown'>) {
      await identity.holdProfiles(tx, [viewerId, profileId], 'change')
      if (await deleteBlock(tx, viewerId, profileId)) return doTell(tx, viewerId, profileId)
      // Somebody who was not blocked is told apart from nobody only where the viewer sees him.
      if ((await identity.visibleAmong(tx, viewerId, [profileId])).length === 0) fail('contact.unknown')
    },
  }
}
