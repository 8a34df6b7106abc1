import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Organisation } from '#contract/communities/organisation.ts'
import type { ErrorsOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Files } from '../../files/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import * as store from './logo.store.ts'
import { organisationView } from './organisation.service.ts'
import { readOrganisation } from './organisation.store.ts'

interface Parts {
  platform: Pick<Platform, 'db' | 'emitter' | 'newId' | 'transaction'>
  files: Pick<Files, 'erase' | 'makeSquares' | 'read' | 'use'>
  memberships: Pick<Memberships, 'accessMembership'>
}

type SetCodes = ErrorsOf<Operations['organisation.setLogo']>
type RemoveCodes = ErrorsOf<Operations['organisation.removeLogo']>

export type LogoService = ReturnType<typeof createLogo>

/** The logo of an organisation (ORG-05): its administrators choose it, its members see it, also at its channels (CHN-02). */
export function createLogo({ platform, files, memberships }: Parts) {
  const { db, newId, transaction } = platform

  const checkManages = async (reader: Reader, viewerId: string, communityId: string, fail: Fail<RemoveCodes>) => {
    const membership = (await memberships.accessMembership(reader, viewerId, communityId)) ?? fail('community.unknown')
    if (!communityAbilities(membership).manageOrganisation)
      fail('community.notAllowed', { right: 'organisation.manage' })
  }

  /** Writes the change down, and tells the members of it. */
  const doTell = async (
    tx: Tx,
    viewerId: string,
    communityId: string,
    logoId: string | null,
  ): Promise<Organisation> => {
    await store.setLogoId(tx, communityId, logoId)
    recordAct(tx, {
      act: logoId === null ? 'organisation.logoRemoved' : 'organisation.logoSet',
      communityId,
      by: { profileId: viewerId },
      objects: [{ kind: 'community', id: communityId }],
    })
    const row = await readOrganisation(tx, communityId)
    const told = { communityId, name: row.name, shortName: row.short_name, logoId }
    await platform.emitter.toCommunity(tx, communityId, 'everyone', 'organisation.changed', told)
    return organisationView(row)
  }

  return {
    /** Makes an upload the logo. Its repeat finds what the first one has made. */
    async set(
      viewerId: string,
      { communityId, fileId }: { communityId: string; fileId: string },
      fail: Fail<SetCodes>,
    ): Promise<Organisation> {
      await checkManages(db, viewerId, communityId, fail)
      if ((await store.sourceOf(db, communityId)) === fileId)
        return organisationView(await readOrganisation(db, communityId))
      const squares = await files.makeSquares({ ownerId: viewerId, communityId }, fileId, fail)
      return transaction(async (tx) => {
        // He may have lost the right while the picture was made.
        await checkManages(tx, viewerId, communityId, fail)
        await store.holdCommunity(tx, communityId)
        await files.erase(tx, [...(await store.deleteLogo(tx, communityId)), fileId])
        await files.use(
          tx,
          squares.map((square) => square.fileId),
        )
        const logoId = newId()
        await store.insertLogo(tx, { logoId, communityId, sourceId: fileId }, squares)
        return doTell(tx, viewerId, communityId, logoId)
      })
    },

    /** Takes the logo away; one that is not there is no mistake. */
    async remove(tx: Tx, viewerId: string, communityId: string, fail: Fail<RemoveCodes>): Promise<Organisation> {
      await checkManages(tx, viewerId, communityId, fail)
      await store.holdCommunity(tx, communityId)
      const former = await store.deleteLogo(tx, communityId)
      if (former.length === 0) return organisationView(await readOrganisation(tx, communityId))
      await files.erase(tx, former)
      return doTell(tx, viewerId, communityId, null)
    },

    /** The bytes of a logo in a size, if this profile is a member of its organisation now. */
    async open(viewerId: string, logoId: string, size: number): Promise<Buffer | null> {
      const logo = await store.findLogo(db, logoId, size)
      if (logo === null) return null
      const membership = await memberships.accessMembership(db, viewerId, logo.communityId)
      return membership?.logoId === logoId ? files.read(db, logo.fileId) : null
    },
  }
}
