import type { Identity } from '../../identity/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { createMatched } from '../roster/matched.service.ts'
import { createMatching } from '../roster/matching.service.ts'
import { createVerification } from '../verification/verification.service.ts'
import { createApplicationLetters } from './application-letters.ts'
import { createApplicationsService } from './applications.service.ts'
import { createDecisionsService } from './decisions.service.ts'
import { createDelegation } from './delegation.service.ts'
import { createQueueDigests } from './queue-digests.service.ts'

interface Parts {
  platform: Platform
  identity: Identity
  memberships: Memberships
  /** Address of the site, known once the port is. */
  siteUrl: () => string
}

/** Applications, how they stand to lists of people, what is decided of them, and who is told. */
export function createQueue(parts: Parts) {
  const { platform, identity, memberships } = parts
  const matching = createMatching(identity)
  const letters = createApplicationLetters(parts)
  const applications = createApplicationsService({ platform, identity, memberships, matching, letters })
  const decisions = createDecisionsService({ platform, identity, memberships, applications, letters })
  const matched = createMatched({ platform, identity, memberships, matching, decisions })
  const delegation = createDelegation({ platform, memberships, applications })
  const verification = createVerification({ platform, identity, applications })
  return { applications, decisions, matched, delegation, verification, queueDigests: createQueueDigests(parts) }
}
