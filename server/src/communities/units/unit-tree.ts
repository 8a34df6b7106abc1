import { UNIT_LEVELS_MAX } from '#contract/communities/communities.limits.ts'
import type { Membership } from '#contract/communities/communities.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { chainOf, holdTree, levelsUnder } from './unit-tree.store.ts'
import { unitById } from './units.store.ts'

type ParentRefusal = 'unit.unknown' | 'unit.noTree' | 'unit.system' | 'unit.archived' | 'unit.tooDeep'

/**
 * Whether a department, or a new one where `unitId` is null, may be part of another one (STR-07). Holds the tree until the
 * transaction ends.
 *
 * @returns the other one and everything of which it is a part, up to the top
 */
export async function checkParent(
  tx: Tx,
  { type, communityId }: Pick<Membership, 'type' | 'communityId'>,
  { parentId, unitId }: { parentId: string; unitId: string | null },
  fail: Fail<ParentRefusal>,
): Promise<string[]> {
  if (type !== 'authority') return fail('unit.noTree')
  await holdTree(tx, communityId)
  const parent = await unitById(tx, parentId)
  if (parent?.community_id !== communityId) return fail('unit.unknown')
  if (parent.system) return fail('unit.system')
  if (parent.archived) return fail('unit.archived')
  const chain = await chainOf(tx, parentId)
  const levels = unitId === null ? 1 : await levelsUnder(tx, unitId)
  const isRing = unitId !== null && chain.includes(unitId)
  if (!isRing && chain.length + levels > UNIT_LEVELS_MAX) fail('unit.tooDeep', { levels: UNIT_LEVELS_MAX })
  return chain
}
