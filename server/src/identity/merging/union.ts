import type { MergePreview } from '#contract/identity/merge.ts'
import { type Actor, recordAct } from '../../platform/audit/record.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { takeBackDeletion } from '../deletion/deletion.store.ts'
import { deleteTotp } from '../factors/totp.store.ts'
import { deletePasskeys } from '../passkeys/passkeys.store.ts'
import type { PhotosService } from '../photos/photos.service.ts'
import { isGuardianPair, type PersonFacts, readPeople } from '../profiles/profiles.store.ts'
import type { CloseAccount } from '../signin/account-closing.ts'
import { addressOf, findAccount, findOpenAccount, lockAccount, profilesOf } from '../signin/accounts.store.ts'
import { insertTicketMerge, moveFamily } from './merging.store.ts'

/** A profile whose place another one of the same person takes. */
export interface Union {
  from: string
  to: string
}

/** What another domain adds to a merge: what would come over, where a person would ask for it, and the union itself. */
export interface MergeHook {
  preview?: (reader: Reader, union: Union) => Promise<Omit<MergePreview, 'phoneMasked' | 'names'>>
  doUnite(tx: Tx, union: Union): Promise<void>
}

/** What may be united. */
export interface CheckedUnions {
  unions: Union[]
  /** Those whose profiles are not used any more after that. */
  people: PersonFacts[]
  to: PersonFacts
}

/** An account, by the number of another one, as a ticket names the two. */
interface TicketUnion {
  otherAccountId: string
  /** Of the account that stays. */
  phone: string
}

interface Parts {
  platform: Pick<Platform, 'clock' | 'newId'>
  close: CloseAccount
  photos: Pick<PhotosService, 'forget'>
  hooks: readonly MergeHook[]
}

export type AccountUnion = ReturnType<typeof createAccountUnion>

/** The union of two accounts of one human, whoever has shown that they are. */
export function createAccountUnion({ platform, close, photos, hooks }: Parts) {
  /** The profiles of the other account, each of which one of this account takes the place of. */
  const check = async (
    reader: Reader,
    toProfileId: string,
    other: { id: string; operator: boolean },
  ): Promise<CheckedUnions | 'merge.otherPerson' | 'merge.operator'> => {
    if (other.operator) return 'merge.operator'
    const ids = (await profilesOf(reader, other.id)).map(({ id }) => id)
    const found = await readPeople(reader, [...ids, toProfileId])
    const to = found.get(toProfileId)!
    const people = ids.map((id) => found.get(id)!)
    for (const person of people) {
      // A mother who holds the phone of her son has shown that both accounts open to her, and not that he is she.
      const isOther = person.birthDate !== to.birthDate || fold(person.name) !== fold(to.name)
      if (isOther || (await isGuardianPair(reader, person.profileId, to.profileId))) return 'merge.otherPerson'
    }
    return { unions: people.map(({ profileId }) => ({ from: profileId, to: to.profileId })), people, to }
  }

  /** Under the locks of both accounts. `by` is whoever has shown that both are his; null where a ticket has said so. */
  const doUnite = async (
    tx: Tx,
    { unions, people, to }: CheckedUnions,
    other: { id: string; address: string | null },
    { by, ticketId }: { by: Actor; ticketId?: string },
  ): Promise<void> => {
    for (const person of people) await moveFamily(tx, person.personId, to.personId)
    for (const union of unions) {
      for (const hook of hooks) await hook.doUnite(tx, union)
      // Its owner could not remove it any more.
      await photos.forget(tx, union.from, union.to)
    }
    await deleteTotp(tx, other.id)
    await deletePasskeys(tx, other.id)
    // What it was lives on in the account that stays: no certificate says that it was erased.
    await takeBackDeletion(tx, other.id)
    await close(tx, other)
    recordAct(tx, {
      act: 'account.merged',
      communityId: null,
      by,
      objects: ticketId === undefined ? [] : [{ kind: 'ticket', id: ticketId }],
      people: [to.profileId, ...people.map(({ profileId }) => profileId)],
    })
  }

  const checkForTicket = async (reader: Reader, { otherAccountId, phone }: TicketUnion) => {
    const kept = await findAccount(reader, phone)
    if (kept === null || kept.id === otherAccountId) return null
    const profile = (await profilesOf(reader, kept.id)).find(({ kind }) => kind === 'learning')
    if (profile === undefined) return null
    // The operator's right is the account's own affair: whoever decides about a ticket has looked at it.
    const checked = await check(reader, profile.id, { id: otherAccountId, operator: false })
    return typeof checked === 'string' ? null : { kept, checked }
  }

  return {
    check,
    doUnite,

    /** Whether there is an account with this number that is the same human's. */
    async isPossible(reader: Reader, wanted: TicketUnion): Promise<boolean> {
      return (await checkForTicket(reader, wanted)) !== null
    },

    /** Unites what a ticket has named, under the lock of the other account; false when that is not possible any more. */
    async uniteForTicket(tx: Tx, wanted: TicketUnion & { ticketId: string }): Promise<boolean> {
      const found = await checkForTicket(tx, wanted)
      if (found === null) return false
      await lockAccount(tx, found.kept.id)
      const other = await findOpenAccount(tx, wanted.otherAccountId)
      const address = other === null ? null : addressOf(other)
      const { otherAccountId, ticketId } = wanted
      await doUnite(tx, found.checked, { id: otherAccountId, address }, { by: null, ticketId })
      await insertTicketMerge(tx, {
        id: platform.newId(),
        accountId: found.kept.id,
        otherAccountId,
        ticketId,
        formerPhone: address,
        now: new Date(platform.clock.now()),
      })
      return true
    },
  }
}

/** Names are compared as they are spoken. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll('ё', 'е')
}
