import { LINK_GRADE_MIN } from '#contract/communities/communities.limits.ts'
import { SELF_REGISTRATION_AGE } from '#contract/identity/signin.limits.ts'
import { ageOn, dayIn, type Identity, type SignedIn } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ApplicationsService } from '../applications/applications.service.ts'
import { linkRefusal } from './links.service.ts'
import { type LinkRow, linkByToken, lockLinkByToken } from './links.store.ts'

interface Parts {
  platform: Platform
  identity: Identity
  applications: ApplicationsService
}

/**
 * Pupils younger than 14 from grade 5 on, who register by the link of their class with a phone or an e-mail address
 * . Until a guardian has consented they have no page on which to press a button: signing in applies for them.
 */
export function createYoungPupils({ platform: { clock }, identity, applications }: Parts) {
  const isLive = (link: LinkRow | null): link is LinkRow =>
    link !== null && link.role === 'pupil' && linkRefusal(link, clock.now()) === null
  return {
    /** Whether somebody younger than 14 may register by a link. */
    async mayRegister(reader: Reader, token: string): Promise<boolean> {
      const link = await linkByToken(reader, token)
      return isLive(link) && link.unit_grade !== null && link.unit_grade >= LINK_GRADE_MIN
    },

    /** Applies for whoever signs in by the link of a class and is younger than 14; a link that is dead by now does nothing. */
    async doApply(tx: Tx, { profileId, link: token }: SignedIn): Promise<void> {
      if (profileId === null || token === null) return
      const link = await lockLinkByToken(tx, token)
      if (!isLive(link)) return
      const person = (await identity.people(tx, [profileId])).get(profileId)
      if (person === undefined) throw new Error('Somebody has signed in as a profile that does not exist')
      if (ageOn(person.birthDate, dayIn(link.time_zone, clock.now())) >= SELF_REGISTRATION_AGE) return
      const { community_id, unit_id, id } = link
      await applications.doApplyInvited(tx, { community_id, unit_id, profile_id: profileId, link_id: id })
    },
  }
}
