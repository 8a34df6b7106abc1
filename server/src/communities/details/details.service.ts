import type { PersonCard } from '#contract/communities/contacts.ts'
import { BIRTHDAY_REACHES, type BirthdayReach, type OwnDetails } from '#contract/communities/details.ts'
import { RENAME_SHOWN_DAYS } from '#contract/identity/profiles.limits.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity, PersonFacts } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { blockersAmong } from '../blocks/blocks.store.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import type { PrivacyService } from '../privacy/privacy.service.ts'
import { nearTo } from '../privacy/privacy.store.ts'
import * as store from './details.store.ts'

const DAY_MS = 86_400_000

/** What a card has of what somebody shows of himself. */
export type ShownDetails = Pick<PersonCard, 'birthday' | 'phone' | 'email' | 'detailsChangedAt'>

const NOTHING: store.ChosenDetails = { birthday: 'nobody', phone: '', email: '' }
const UNSHOWN: ShownDetails = { birthday: null, phone: '', email: '', detailsChangedAt: null }

interface Parts extends Pick<Platform, 'clock' | 'newId'> {
  identity: Pick<Identity, 'holdProfiles' | 'normalizePhone' | 'normalizeEmail'>
  memberships: Pick<Memberships, 'pupilsAmong'>
  privacy: Pick<PrivacyService, 'get'>
}

export type DetailsService = ReturnType<typeof createDetails>

/** What people show of themselves on their cards: the birthday, and ways to reach them elsewhere (ACC-01). */
export function createDetails({ clock, newId, identity, memberships, privacy }: Parts) {
  /** A pupil shows a birthday to his units at most, and to nobody where his organisation lets him open to nobody. */
  const limitsOf = async (
    reader: Reader,
    profileId: string,
  ): Promise<Pick<OwnDetails, 'widest' | 'setBy' | 'pupil'>> => {
    if (!(await memberships.pupilsAmong(reader, [profileId])).has(profileId))
      return { widest: 'contacts', setBy: null, pupil: false }
    const { widest, setBy } = await privacy.get(reader, profileId)
    return widest === 'nobody' ? { widest, setBy, pupil: true } : { widest: 'unit', setBy: null, pupil: true }
  }

  /** What holds now: what somebody has chosen, as far as he may. What he may not show any more comes back when he may. */
  const detailsOf = async (reader: Reader, profileId: string): Promise<OwnDetails> => {
    const limits = await limitsOf(reader, profileId)
    const { birthday, phone, email } = (await store.readDetails(reader, profileId)) ?? NOTHING
    const ways = limits.pupil ? { phone: '', email: '' } : { phone, email }
    return { birthday: isWider(birthday, limits.widest) ? limits.widest : birthday, ...ways, ...limits }
  }

  return {
    get: detailsOf,

    /** Changes what is shown. The same again changes nothing and is not kept. */
    async set(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['details.set']>,
      fail: Fail<ErrorsOf<Operations['details.set']>>,
    ): Promise<OwnDetails> {
      await identity.holdProfiles(tx, [viewerId], 'change')
      const limits = await limitsOf(tx, viewerId)
      if (isWider(input.birthday, limits.widest)) {
        const setBy = limits.setBy === null ? 'parta' : 'organisation'
        fail('details.tooWide', { widest: limits.widest, setBy, changedBy: 'administrator' })
      }
      const [phone, email] = [input.phone.trim(), input.email.trim()]
      if (limits.pupil && (phone !== '' || email !== '')) fail('details.pupil')
      const after: store.ChosenDetails = {
        birthday: input.birthday,
        phone: phone === '' ? '' : (identity.normalizePhone(phone) ?? fail('details.phoneInvalid')),
        email: email === '' ? '' : (identity.normalizeEmail(email) ?? fail('details.emailInvalid')),
      }
      const before = (await store.readDetails(tx, viewerId)) ?? NOTHING
      const isSame = before.birthday === after.birthday && before.phone === after.phone && before.email === after.email
      if (!isSame) await store.writeDetails(tx, { id: newId(), profileId: viewerId, before, after, now: clock.now() })
      return { ...after, ...limits }
    },

    /** What a viewer, who sees a person's card, sees of what that one shows; `seen` is whether he sees him in some organisation. */
    async shownTo(reader: Reader, viewerId: string, person: PersonFacts, seen: boolean): Promise<ShownDetails> {
      const { profileId } = person
      const { birthday, phone, email, pupil } = await detailsOf(reader, profileId)
      const manages = await store.managesMember(reader, viewerId, profileId)
      const since = new Date(clock.now() - RENAME_SHOWN_DAYS * DAY_MS)
      const changedAt = manages ? await store.lastChange(reader, profileId, since) : null
      const told = { ...UNSHOWN, detailsChangedAt: changedAt === null ? null : toInstant(changedAt) }
      // A child for whom nobody consents is seen in no organisation, and shows nothing to those who have met him in a chat.
      if ((pupil && !seen) || (await blockersAmong(reader, viewerId, [profileId])).length > 0) return told
      const near = viewerId === profileId || (await nearTo(reader, viewerId, [profileId])).has(profileId)
      const isMate = viewerId === profileId || (await store.shareUnit(reader, viewerId, profileId))
      const seesDay = birthday === 'contacts' ? near : birthday === 'unit' && isMate
      return {
        ...told,
        birthday: seesDay ? dayOf(person.birthDate, manages) : null,
        ...(near ? { phone, email } : {}),
      }
    },
  }
}

function isWider(reach: BirthdayReach, than: BirthdayReach): boolean {
  return BIRTHDAY_REACHES.indexOf(reach) > BIRTHDAY_REACHES.indexOf(than)
}

function dayOf(birthDate: string, withYear: boolean): ShownDetails['birthday'] {
  const [year, month, day] = birthDate.split('-').map(Number) as [number, number, number]
  return { day, month, year: withYear ? year : null }
}
