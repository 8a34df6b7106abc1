import { CONTACT_CODE_LIFE_MS, PERSONAL_CONTACTS_MAX } from '#contract/communities/communities.limits.ts'
import type { PersonalContact } from '#contract/communities/personal-contacts.ts'
import { shownNames } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { blocksBetween } from '../blocks/blocks.store.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { holdsStaffRole } from '../memberships/memberships.store.ts'
import * as store from './personal-contacts.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

/** Called in the transaction in which two people begin or cease to be contacts by hand. */
export type ContactsChangedHook = (tx: Tx, one: string, other: string) => Promise<void>

const TOKEN_BYTES = 16

interface Parts extends Pick<Platform, 'clock' | 'random'> {
  identity: Identity
  memberships: Pick<Memberships, 'pupilsAmong'>
  contactsChanged: readonly ContactsChangedHook[]
}

export type PersonalContacts = ReturnType<typeof createPersonalContacts>

/**
 * Contacts that people of different organisations add by hand (CNT-04, GEN-15). One of the two is of the staff and shows a
 * one-time code; both say yes; pupils are never among them (CNT-08).
 */
export function createPersonalContacts({ clock, random, identity, memberships, contactsChanged }: Parts) {
  const doTell = async (tx: Tx, one: string, other: string): Promise<void> => {
    for (const hook of contactsChanged) await hook(tx, one, other)
  }

  const hasPupil = async (reader: Reader, ids: readonly string[]) =>
    (await memberships.pupilsAmong(reader, ids)).size > 0

  /** The owner of a code for whoever may answer it. Who has blocked somebody has no code for him. */
  const accessCode = async (
    reader: Reader,
    viewerId: string,
    token: string,
    fail: Fail<'personalContact.codeUnknown' | 'personalContact.pupil' | 'personalContact.own'>,
  ): Promise<string> => {
    const ownerId = await store.ownerOfCode(reader, tokenHash(token), new Date(clock.now()))
    if (ownerId === null || !(await holdsStaffRole(reader, ownerId))) return fail('personalContact.codeUnknown')
    if (ownerId === viewerId) fail('personalContact.own')
    const blocks = await blocksBetween(reader, viewerId, ownerId)
    if (blocks.one || blocks.other) fail('personalContact.codeUnknown')
    if (await hasPupil(reader, [viewerId, ownerId])) fail('personalContact.pupil')
    return ownerId
  }

  return {
    async list(reader: Reader, viewerId: string) {
      const rows = await store.personalOf(reader, viewerId)
      const idOf = (row: store.PersonalRow) => (row.owner_id === viewerId ? row.other_id : row.owner_id)
      const people = await identity.people(reader, rows.map(idOf))
      const contacts: PersonalContact[] = rows.map((row) => {
        const person = people.get(idOf(row))!
        const waits = row.owner_id === viewerId ? 'answered' : 'waiting'
        const since = toInstant(row.confirmed_at ?? row.answered_at)
        return {
          profileId: person.profileId,
          ...shownNames(person),
          staff: person.staff,
          state: row.confirmed_at === null ? waits : 'mutual',
          since,
        }
      })
      return { contacts, canAdd: await holdsStaffRole(reader, viewerId) }
    },

    async makeCode(tx: Tx, viewerId: string, fail: FailOf<'personalContacts.makeCode'>) {
      if (!(await holdsStaffRole(tx, viewerId))) fail('personalContact.notStaff')
      const token = randomToken(random, TOKEN_BYTES)
      const expiresAt = new Date(clock.now() + CONTACT_CODE_LIFE_MS)
      await store.putCode(tx, viewerId, tokenHash(token), expiresAt)
      return { token, expiresAt: toInstant(expiresAt) }
    },

    async open(reader: Reader, viewerId: string, token: string, fail: FailOf<'personalContacts.open'>) {
      const ownerId = await accessCode(reader, viewerId, token, fail)
      const { surname, name, patronymic } = (await identity.people(reader, [ownerId])).get(ownerId)!
      return { surname, name, patronymic, organisations: await store.staffedBy(reader, ownerId) }
    },

    async answer(tx: Tx, viewerId: string, token: string, fail: FailOf<'personalContacts.answer'>) {
      const ownerId = await accessCode(tx, viewerId, token, fail)
      await identity.holdProfiles(tx, [viewerId, ownerId], 'change')
      for (const id of [viewerId, ownerId]) {
        const { length } = await store.personalOf(tx, id)
        if (length >= PERSONAL_CONTACTS_MAX) fail('personalContact.tooMany', { max: PERSONAL_CONTACTS_MAX })
      }
      if (!(await store.insertAnswer(tx, ownerId, viewerId, clock.now()))) fail('personalContact.isThere')
      if (!(await store.spendCode(tx, tokenHash(token)))) fail('personalContact.codeUnknown')
      return {}
    },

    async confirm(
      tx: Tx,
      viewerId: string,
      { profileId }: Input<'personalContacts.confirm'>,
      fail: FailOf<'personalContacts.confirm'>,
    ) {
      await identity.holdProfiles(tx, [viewerId, profileId], 'change')
      if (!(await store.confirm(tx, viewerId, profileId, clock.now()))) fail('personalContact.unknown')
      if (!(await holdsStaffRole(tx, viewerId))) fail('personalContact.notStaff')
      if (await hasPupil(tx, [viewerId, profileId])) fail('personalContact.pupil')
      await doTell(tx, viewerId, profileId)
      return {}
    },

    async remove(
      tx: Tx,
      viewerId: string,
      { profileId }: Input<'personalContacts.remove'>,
      fail: FailOf<'personalContacts.remove'>,
    ) {
      await identity.holdProfiles(tx, [viewerId, profileId], 'change')
      const gone = (await store.deletePersonal(tx, viewerId, profileId)) ?? fail('personalContact.unknown')
      if (gone.mutual) await doTell(tx, viewerId, profileId)
      return {}
    },

    /** With whom a profile has agreed; they see each other's names in their lists. */
    async agreedWith(reader: Reader, profileId: string): Promise<string[]> {
      const rows = (await store.personalOf(reader, profileId)).filter((row) => row.confirmed_at !== null)
      return rows.map((row) => (row.owner_id === profileId ? row.other_id : row.owner_id))
    },

    /** Those of `others` who are contacts of a profile by hand now; whoever has become a pupil is none, on either side. */
    async among(reader: Reader, profileId: string, others: readonly string[]): Promise<string[]> {
      const agreed = await store.mutualAmong(reader, profileId, others)
      if (agreed.length === 0) return []
      const pupils = await memberships.pupilsAmong(reader, [profileId, ...agreed])
      return pupils.has(profileId) ? [] : agreed.filter((id) => !pupils.has(id))
    },
  }
}
