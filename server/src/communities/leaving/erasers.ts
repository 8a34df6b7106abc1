import type { Files } from '../../files/index.ts'
import type { ErasedPerson, Eraser } from '../../identity/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { papersAbout } from '../absences/absences.store.ts'
import type { ApplicationsService } from '../applications/applications.service.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import type { PersonalContacts } from '../personal/personal-contacts.service.ts'
import type { PhonebookService } from '../phonebook/phonebook.service.ts'
import { phonebookOf } from '../phonebook/phonebook.store.ts'
import * as store from './erasers.store.ts'

interface Parts extends Pick<Platform, 'clock'> {
  applications: Pick<ApplicationsService, 'withdraw'>
  memberships: Pick<Memberships, 'doRevoke'>
  personal: Pick<PersonalContacts, 'remove'>
  phonebook: Pick<PhonebookService, 'forget'>
  files: Pick<Files, 'erase'>
}

/**
 * Erases what organisations hold of somebody. Whatever others have to hear of ends in the way in which it ends otherwise, one
 * in a transaction: contacts, applications, and roles as by a dismissal.
 */
export function createErasers({
  clock,
  applications,
  memberships,
  personal,
  phonebook,
  files,
}: Parts): readonly Eraser[] {
  const rows = (what: Eraser['what'], erase: (tx: Tx, profileIds: readonly string[]) => Promise<number>): Eraser => ({
    what,
    erase: (tx, { profileIds }: ErasedPerson) => erase(tx, profileIds),
  })
  return [
    rows('blocks', store.eraseBlocks),
    rows('contacts', async (tx, profileIds) => {
      for (const profileId of profileIds) {
        if ((await phonebookOf(tx, profileId)) === null) continue
        await phonebook.forget(tx, profileId)
        return 1
      }
      const next = await store.nextPersonal(tx, profileIds)
      if (next === null) return 0
      await personal.remove(tx, next.owner_id, { profileId: next.other_id }, fail)
      return 1
    }),
    { what: 'tickets', erase: (tx, who) => store.emptyTickets(tx, who, new Date(clock.now())) },
    rows('applications', async (tx, profileIds) => {
      for (const { id, profile_id } of await store.pendingOf(tx, profileIds)) {
        await applications.withdraw(tx, profile_id, id, fail)
      }
      return store.emptyApplications(tx, profileIds)
    }),
    rows('roles', async (tx, profileIds) => {
      const next = await store.nextMembership(tx, profileIds)
      if (next === null) return 0
      const from = { communityId: next.community_id, profileId: next.profile_id }
      return (await memberships.doRevoke(tx, from, () => true)).length
    }),
    rows('cards', store.eraseCards),
    rows('settings', async (tx, profileIds) => {
      await files.erase(tx, await papersAbout(tx, profileIds))
      return store.eraseSettings(tx, profileIds)
    }),
  ]
}
