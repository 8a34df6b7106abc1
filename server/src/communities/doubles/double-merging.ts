import type { Identity } from '../../identity/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { DecisionsService } from '../applications/decisions.service.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { createDoubles, type Doubles } from './doubles.service.ts'
import { createFinding } from './finding.ts'
import { createPeopleMerging, type GroupsFollowing } from './merging-people.ts'

interface Parts {
  platform: Platform
  identity: Identity
  memberships: Memberships
  decisions: DecisionsService
  groups: readonly GroupsFollowing[]
}

/** Likely doubles of people, and what becomes of them (STR-14). */
export function createDoubleMerging(parts: Parts): Doubles {
  const finding = createFinding({ clock: parts.platform.clock, identity: parts.identity })
  return createDoubles({ ...parts, finding, people: createPeopleMerging(parts) })
}
