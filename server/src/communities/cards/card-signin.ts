import { CARD_TRIES_MAX } from '#contract/communities/cards.limits.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { sameBytes, tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { CookieJar } from '../../platform/dispatch/bind.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import type { CardEnding } from './card-ending.ts'
import { symbolsHash } from './card-secret.ts'
import * as store from './cards.store.ts'
import * as devices from './class-devices.store.ts'

type Enter = InputOf<Operations['cards.enter']>
type EnterCode = ErrorsOf<Operations['cards.enter']>
type OpenCode = ErrorsOf<Operations['cards.open']>
type Found = { card: store.CardRow; device: devices.DeviceRow }
type Refused = { refuse: EnterCode; triesLeft?: number }

interface Request {
  viewer: Viewer | null
  origin: Origin
  cookies: CookieJar
}

/** A school behind one address, where every lesson begins with a class that signs in. */
const NETWORK_RULE: LimitRule = { name: 'card.network', points: 3_000, durationMs: 3_600_000 }
const MINUTE_MS = 60_000

interface Parts {
  platform: Platform
  identity: Identity
  ending: CardEnding
}

/**
 * Signing in by a class card. Where the browser is no device of a class, every card gets the same refusal, so that a
 * photographed one tells nothing.
 */
export function createCardSignin({ platform, identity, ending }: Parts) {
  const { clock, limits } = platform

  const accessDevice = async (reader: Reader, origin: Origin) =>
    origin.classToken === undefined
      ? null
      : devices.deviceByToken(reader, tokenHash(origin.classToken), new Date(clock.now()))

  /** Whether the card lets its holder in now: a pupil of the class without a role of the staff and without a phone. */
  const letsIn = async (reader: Reader, card: store.CardRow): Promise<boolean> => {
    const { unit_id, profile_id } = card
    if (!(await store.pupilsAmong(reader, unit_id, [profile_id])).has(profile_id)) return false
    if (!(await identity.withoutPhone(reader, [profile_id])).has(profile_id)) return false
    return (await identity.people(reader, [profile_id])).get(profile_id)?.staff === false
  }

  /** Unit, device, profile and card, in the order in which whoever takes one of them away locks them too. */
  const lockAll = async (tx: Tx, input: Enter, origin: Origin): Promise<Found | EnterCode> => {
    const device = await accessDevice(tx, origin)
    if (device === null || !(await devices.holdUnit(tx, device.unit_id))) return 'card.elsewhere'
    if (!(await devices.touchDevice(tx, device.id, new Date(clock.now())))) return 'card.elsewhere'
    const seen = await store.cardBySecret(tx, device.unit_id, tokenHash(input.secret))
    if (seen === null) return 'card.unknown'
    await identity.holdProfiles(tx, [seen.profile_id], 'keep')
    const card = await store.lockCard(tx, seen.id)
    if (card === null || !(await letsIn(tx, card))) return 'card.unknown'
    return card.locked_at === null ? { device, card } : 'card.locked'
  }

  const countWrong = async (tx: Tx, card: store.CardRow): Promise<Refused> => {
    const tries = card.tries + 1
    const locked = tries >= CARD_TRIES_MAX
    await store.setTries(tx, card.id, tries, locked ? new Date(clock.now()) : null)
    return locked ? { refuse: 'card.locked' } : { refuse: 'card.symbolsWrong', triesLeft: CARD_TRIES_MAX - tries }
  }

  /** One person at a time is signed in on a device and by a card. */
  const doSignIn = async (tx: Tx, { card, device }: Found, { viewer, ...request }: Request) => {
    await store.setTries(tx, card.id, 0, null)
    await ending.doEndSessions(tx, { cardIds: [card.id], deviceIds: [device.id] })
    if (viewer !== null) await identity.lessons.leaveBrowser(tx, viewer, request)
    const lessonEnd = clock.now() + platform.config.lessonMinutes * MINUTE_MS
    const endsAt = Math.min(lessonEnd, device.expires_at.getTime())
    const sessionId = await identity.lessons.start(tx, { profileId: card.profile_id, endsAt }, request)
    await store.insertSession(tx, { sessionId, cardId: card.id, deviceId: device.id, endsAt: new Date(endsAt) })
    return { endsAt: toInstant(endsAt) }
  }

  return {
    async open(secret: string, origin: Origin, fail: Fail<OpenCode>): Promise<{ name: string; unitName: string }> {
      await limits.consume(NETWORK_RULE, origin.network)
      const device = (await accessDevice(platform.db, origin)) ?? fail('card.elsewhere')
      const card = await store.cardBySecret(platform.db, device.unit_id, tokenHash(secret))
      if (card === null || !(await letsIn(platform.db, card))) return fail('card.unknown')
      if (card.locked_at !== null) fail('card.locked')
      const person = (await identity.people(platform.db, [card.profile_id])).get(card.profile_id)!
      return { name: person.name, unitName: device.unit_name }
    },

    /** A wrong row is counted also where the answer is a refusal, so the refusal is thrown after the commit. */
    async enter(input: Enter, request: Request, fail: Fail<EnterCode>): Promise<{ endsAt: string }> {
      await limits.consume(NETWORK_RULE, request.origin.network)
      const key = await platform.secret('class-cards')
      const result = await platform.transaction<{ endsAt: string } | Refused>(async (tx) => {
        const found = await lockAll(tx, input, request.origin)
        if (typeof found === 'string') return { refuse: found }
        const fits = sameBytes(symbolsHash(key, found.card.id, input.symbols), found.card.symbols_hash)
        return fits ? doSignIn(tx, found, request) : countWrong(tx, found.card)
      })
      if (!('refuse' in result)) return result
      return fail(result.refuse, result.triesLeft === undefined ? undefined : { triesLeft: result.triesLeft })
    },
  }
}

export type CardSignin = ReturnType<typeof createCardSignin>
