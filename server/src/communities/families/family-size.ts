import { FAMILY_ADULTS_MAX } from '#contract/communities/communities.limits.ts'
import type { Identity, PersonFacts } from '../../identity/index.ts'
import type { Reader } from '../../platform/db/database.ts'
import { isOneHuman } from '../links/links.service.ts'
import { allowedAdults } from './families.store.ts'
import { isSuspended } from './family-cases.store.ts'

/** How many adults a child has and may have, in all its organisations together (INV-11). */
export async function familySize(
  reader: Reader,
  identity: Pick<Identity, 'guardiansOf'>,
  childPersonId: string,
): Promise<{ guardians: string[]; max: number }> {
  const guardians = await identity.guardiansOf(reader, childPersonId)
  return { guardians, max: Math.max(FAMILY_ADULTS_MAX, (await allowedAdults(reader, childPersonId)) ?? 0) }
}

/** Facts of the refusal when one more adult would be one too many; null when he may join or is one of them already. */
export async function familyRefusal(
  reader: Reader,
  identity: Pick<Identity, 'guardiansOf'>,
  pair: { child: PersonFacts | undefined; adult: PersonFacts },
): Promise<{ max: number } | null> {
  if (pair.child === undefined) return null
  const { guardians, max } = await familySize(reader, identity, pair.child.personId)
  return guardians.includes(pair.adult.personId) || guardians.length < max ? null : { max }
}

/** Why somebody cannot become a parent of this child now, with the facts for the sentence; null when he can. */
export async function parentRefusal(
  reader: Reader,
  identity: Pick<Identity, 'guardiansOf'>,
  pair: { child: PersonFacts | undefined; adult: PersonFacts },
): Promise<{ code: 'family.ownChild' | 'family.suspended' | 'family.full'; details?: { max: number } } | null> {
  if (pair.child === undefined) return null
  if (isOneHuman(pair.child, pair.adult)) return { code: 'family.ownChild' }
  if (await isSuspended(reader, pair.adult.personId, pair.child.personId)) return { code: 'family.suspended' }
  const full = await familyRefusal(reader, identity, pair)
  return full === null ? null : { code: 'family.full', details: full }
}
