import type { openLink } from '#contract/communities/links.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import type { PersonFacts } from '../../identity/index.ts'
import type { Reader } from '../../platform/db/database.ts'
import { waitingFor } from '../applications/applications.store.ts'
import { rolesOf } from '../memberships/memberships.store.ts'
import type { LinkRow } from './links.store.ts'

/** Whether somebody is already where a link leads, with the same child, or waits to be let in there. */
export async function standingAt(
  reader: Reader,
  link: LinkRow,
  { profileId, child }: { profileId: string; child: PersonFacts | undefined },
): Promise<OutputOf<typeof openLink>['yours']> {
  const held = await rolesOf(reader, link.community_id, profileId)
  const isHere = held.some(
    (row) =>
      row.role === link.role && row.unit_id === link.unit_id && row.child_person_id === (child?.personId ?? null),
  )
  if (isHere) return { state: 'member' }
  const applicationId = await waitingFor(reader, { ...link, profile_id: profileId })
  return applicationId === null ? null : { state: 'waiting', applicationId }
}
