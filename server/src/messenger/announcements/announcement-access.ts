import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Membership } from '#contract/communities/communities.ts'
import { mayAnnounce } from '#contract/communities/unit-audiences.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { LeftDoors } from '../doors.ts'
import { type AnnouncementRow, holdAnnouncement, readAnnouncement } from './announcements.store.ts'
import type { Announcer } from './target-rules.ts'

/** The doors to announcements for the staff of an organisation. */
export function createAnnouncementAccess({ doors }: { doors: Pick<LeftDoors, 'accessMembership'> }) {
  const access = {
    async staff(
      reader: Reader,
      profileId: string,
      communityId: string,
      fail: Fail<'community.unknown' | 'community.notAllowed'>,
    ): Promise<Announcer> {
      const membership = (await doors.accessMembership(reader, profileId, communityId)) ?? fail('community.unknown')
      if (!mayAnnounce(membership)) fail('community.notAllowed', { right: 'announcements' })
      return { profileId, membership }
    },

    /** An announcement of the viewer, or of anybody where he speaks for the organisation. */
    async one(
      reader: Reader,
      { profileId, membership }: Announcer,
      id: string,
      fail: Fail<'announcement.unknown'>,
    ): Promise<AnnouncementRow> {
      const row = await readAnnouncement(reader, membership.communityId, id)
      if (row === null || !(row.author_id === profileId || speaks(membership))) return fail('announcement.unknown')
      return row
    },

    /** The same, held until the transaction ends. */
    async hold(tx: Tx, announcer: Announcer, id: string, fail: Fail<'announcement.unknown'>): Promise<AnnouncementRow> {
      await access.one(tx, announcer, id, fail)
      return (await holdAnnouncement(tx, id)) ?? fail('announcement.unknown')
    },
  }
  return access
}

export type AnnouncementAccess = ReturnType<typeof createAnnouncementAccess>

/** Whether somebody speaks for his organisation. */
export function speaks(membership: Pick<Membership, 'grants'>): boolean {
  return communityAbilities(membership).writeInChannels
}
