import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { isStaffRole } from '#contract/communities/types.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { lockMembers, rolesOf } from '../memberships/memberships.store.ts'
import { addEditor, readEditors, removeEditors } from './page-editors.store.ts'

interface Parts {
  platform: Pick<Platform, 'clock' | 'emitter'>
  identity: Pick<Identity, 'leavingAmong' | 'holdProfiles'>
  memberships: Pick<Memberships, 'accessMembership'>
}

export type PageEditors = ReturnType<typeof createPageEditors>

/** Who publishes on the page of an organisation beside its administrators, as they say (ORG-15). */
export function createPageEditors({ platform, identity, memberships }: Parts) {
  const { clock, emitter } = platform

  const checkAppoints = async (
    reader: Reader,
    viewerId: string,
    communityId: string,
    fail: Fail<'community.unknown' | 'community.notAllowed'>,
  ): Promise<void> => {
    const membership = (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
    if (!communityAbilities(membership).manageAdministrators) {
      fail('community.notAllowed', { right: 'administrators.manage' })
    }
  }

  return {
    async list(
      reader: Reader,
      viewerId: string,
      communityId: string,
      fail: Fail<ErrorsOf<Operations['pageEditors.list']>>,
    ): Promise<{ profileIds: string[] }> {
      await checkAppoints(reader, viewerId, communityId, fail)
      return { profileIds: await readEditors(reader, communityId) }
    },

    /** What is so already is written nowhere; otherwise the member learns at once what he may do now. */
    async set(
      tx: Tx,
      viewerId: string,
      { communityId, profileId, editor }: InputOf<Operations['pageEditors.set']>,
      fail: Fail<ErrorsOf<Operations['pageEditors.set']>>,
    ): Promise<Record<string, never>> {
      await checkAppoints(tx, viewerId, communityId, fail)
      await identity.holdProfiles(tx, [profileId], 'keep')
      const roles = await rolesOf(tx, communityId, profileId)
      if (roles.length === 0) fail('member.unknown')
      if (editor) {
        if ((await identity.leavingAmong(tx, [profileId])).has(profileId)) fail('member.unknown')
        if (!roles.some(({ role }) => isStaffRole(role))) fail('member.editorNotStaff')
      }
      const isNew = editor
        ? await addEditor(tx, { communityId, profileId, givenBy: viewerId, now: clock.now() })
        : (await removeEditors(tx, communityId, [profileId])).length > 0
      if (!isNew) return {}
      const act = editor ? 'pageEditor.given' : 'pageEditor.taken'
      recordAct(tx, { act, communityId, by: { profileId: viewerId }, people: [profileId] })
      await lockMembers(tx, communityId, [profileId])
      const membership = await memberships.accessMembership(tx, profileId, communityId)
      if (membership !== null) await emitter.toProfile(tx, profileId, 'membership.changed', { membership })
      return {}
    },
  }
}
