import { PHONEBOOK_COMPARED_PER_DAY } from '#contract/communities/communities.limits.ts'
import type { comparePhonebook } from '#contract/communities/phonebook.ts'
import { shownNames } from '#contract/identity/names.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { keyedHash, sameBytes } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import type { ContactsChangedHook } from '../personal/personal-contacts.service.ts'
import * as store from './phonebook.store.ts'

const DAY_RULE: LimitRule = {
  name: 'phonebook.compared',
  points: PHONEBOOK_COMPARED_PER_DAY,
  durationMs: 24 * 3_600_000,
}

interface Parts {
  platform: Pick<Platform, 'clock' | 'limits' | 'secret' | 'newId'>
  identity: Identity
  memberships: Pick<Memberships, 'pupilsAmong'>
  contactsChanged: readonly ContactsChangedHook[]
}

export type PhonebookService = ReturnType<typeof createPhonebook>

/**
 * Phone books (CNT-02). Two adults become contacts when each has the number of the other; whoever types numbers
 * learns nothing, since the owner of a number has to have the asker's as well. No number of a phone book is kept: only a
 * keyed hash of the pair of both numbers, which is looked for when the other side compares.
 */
export function createPhonebook({ platform, identity, memberships, contactsChanged }: Parts) {
  const { clock, limits } = platform

  const doTell = async (tx: Tx, profileId: string, others: readonly string[]): Promise<void> => {
    for (const other of others) for (const hook of contactsChanged) await hook(tx, profileId, other)
  }

  const isMinor = async (reader: Reader, profileId: string) =>
    (await memberships.pupilsAmong(reader, [profileId])).has(profileId)

  /** Whom a profile matches now: minors never, and nobody who has another number than when it matched. */
  const live = async (reader: Reader, profileId: string): Promise<string[]> => {
    const matched = await store.matchesOf(reader, profileId)
    const own = matched.size === 0 ? null : await store.phonebookOf(reader, profileId)
    if (own === null) return []
    const kept = new Map([...matched, [profileId, own.own_hash]])
    const [pupils, numbers] = [
      await memberships.pupilsAmong(reader, [...kept.keys()]),
      await identity.numbers.numberHashesOf(reader, [...kept.keys()]),
    ]
    // Whose account is to be deleted is found by nobody anew (IDN-24).
    const leaving = await identity.leavingAmong(reader, [...kept.keys()])
    const isGood = (id: string) => {
      const number = numbers.get(id)
      return !pupils.has(id) && !leaving.has(id) && number !== undefined && sameBytes(number, kept.get(id)!)
    }
    return isGood(profileId) ? [...matched.keys()].filter(isGood) : []
  }

  const view = async (reader: Reader, profileId: string): Promise<OutputOf<typeof comparePhonebook>> => {
    const book = await store.phonebookOf(reader, profileId)
    const people = await identity.people(reader, await live(reader, profileId))
    return {
      comparedAt: book === null ? null : toInstant(book.compared_at),
      allowed: !(await isMinor(reader, profileId)),
      people: [...people.values()].map((person) => ({
        profileId: person.profileId,
        ...shownNames(person),
        staff: person.staff,
      })),
    }
  }

  /** Those who have the number `own` in their phone books and one of these numbers themselves. */
  const holders = async (tx: Tx, own: Buffer, hashes: readonly Buffer[], key: Buffer, profileId: string) => {
    const found = (await identity.numbers.profilesByNumberHash(tx, hashes)).filter(
      (each) => each.profileId !== profileId,
    )
    // A number that nobody has takes the same steps, so that the time they take does not tell that nobody has it.
    const taken = new Set(found.map(({ hash }) => hash.toString('hex')))
    const free = hashes.filter((hash) => !taken.has(hash.toString('hex')))
    const asked = [...found, ...free.map((hash) => ({ profileId: platform.newId(), hash }))]
    // Of two who compare at once the second finds the pairs of the first.
    await identity.holdProfiles(tx, [profileId, ...asked.map((each) => each.profileId)], 'change')
    return store.holdersOf(
      tx,
      asked.map(({ profileId: id, hash }) => ({ profileId: id, pair: pairOf(key, hash, own) })),
    )
  }

  return {
    list: view,

    async compare(
      tx: Tx,
      profileId: string,
      texts: readonly string[],
      fail: Fail<'phonebook.minor' | 'phonebook.noNumber'>,
    ) {
      if (await isMinor(tx, profileId)) fail('phonebook.minor')
      const own = (await identity.numbers.numberHashesOf(tx, [profileId])).get(profileId) ?? fail('phonebook.noNumber')
      await limits.consume(DAY_RULE, profileId)
      const hashes = [...new Set(texts)].map((text) => Buffer.from(text, 'base64url'))
      const key = await platform.secret('phonebook')
      const holding = await holders(tx, own, hashes, key, profileId)
      const pupils = await memberships.pupilsAmong(tx, holding)
      const now = new Date(clock.now())
      await store.putPhonebook(tx, profileId, { ownHash: own, pairs: hashes.map((h) => pairOf(key, own, h)), now })
      const before = [...(await store.matchesOf(tx, profileId)).keys()]
      const matched = holding.filter((id) => !pupils.has(id))
      const gone = before.filter((id) => !matched.includes(id))
      const fresh = matched.filter((id) => !before.includes(id))
      await store.deleteMatches(tx, profileId, gone)
      await store.insertMatches(tx, profileId, fresh)
      await doTell(tx, profileId, [...gone, ...fresh])
      return view(tx, profileId)
    },

    async forget(tx: Tx, profileId: string) {
      const known = [...(await store.matchesOf(tx, profileId)).keys()]
      await identity.holdProfiles(tx, [profileId, ...known], 'change')
      // Somebody may have matched until the lock was got.
      const before = [...(await store.matchesOf(tx, profileId)).keys()]
      await store.deletePhonebook(tx, profileId)
      await doTell(tx, profileId, before)
      return view(tx, profileId)
    },

    /** Whom a profile has as contacts by the phone books of both. */
    live,

    /** Those of `others` who are contacts of a profile by the phone books of both. */
    async among(reader: Reader, profileId: string, others: readonly string[]): Promise<string[]> {
      if (others.length === 0) return []
      const asked = new Set(others)
      return (await live(reader, profileId)).filter((id) => asked.has(id))
    },
  }
}

/** What a phone book keeps of a number in place of it. */
function pairOf(key: Buffer, own: Buffer, other: Buffer): Buffer {
  return keyedHash(key, `${own.toString('base64url')}:${other.toString('base64url')}`)
}
