import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Memberships } from './memberships.service.ts'

type Input = InputOf<Operations['members.takePhoto']>
type Codes = ErrorsOf<Operations['members.takePhoto']>

/** Whoever manages the members of an organisation takes away photos that do not belong there. */
export function createPhotoTaking(
  memberships: Pick<Memberships, 'accessMembership'>,
  photos: Pick<Identity['photos'], 'take'>,
) {
  return {
    async take(tx: Tx, viewerId: string, input: Input, fail: Fail<Codes>): Promise<Record<string, never>> {
      const { communityId, profileId } = input
      const own = (await memberships.accessMembership(tx, viewerId, communityId)) ?? fail('community.unknown')
      if (!communityAbilities(own).manageMembers) fail('community.notAllowed', { right: 'members.manage' })
      if ((await memberships.accessMembership(tx, profileId, communityId)) === null) fail('member.unknown')
      const reason = input.reason.trim()
      if (reason === '') fail('photo.reasonMissing')
      if (!(await photos.take(tx, profileId, viewerId, reason))) return fail('photo.unknown')
      recordAct(tx, { act: 'member.photoTaken', communityId, by: { profileId: viewerId }, people: [profileId] })
      return {}
    },
  }
}

export type PhotoTaking = ReturnType<typeof createPhotoTaking>
