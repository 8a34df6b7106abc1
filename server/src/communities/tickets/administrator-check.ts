import { ADMINISTRATOR_CHECKS_PER_HOUR } from '#contract/communities/tickets.limits.ts'
import type { OwnTicket } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin } from '../../platform/dispatch/viewer.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import { foldName } from '../memberships/visible-members.store.ts'
import { administratorsNamed, requestNames } from './ticket-facts.store.ts'
import { ownTicketView } from './ticket-views.ts'
import * as store from './tickets.store.ts'

type Input = InputOf<Operations['tickets.checkAdministrator']>
type FailOf = Fail<ErrorsOf<Operations['tickets.checkAdministrator']>>

const HOUR_MS = 3_600_000
const points = ADMINISTRATOR_CHECKS_PER_HOUR
const NETWORK_RULE: LimitRule = { name: 'ticket.check.network', points, durationMs: HOUR_MS }
const ORGANISATION_RULE: LimitRule = { name: 'ticket.check.organisation', points, durationMs: HOUR_MS }

export type AdministratorCheck = ReturnType<typeof createAdministratorCheck>

/**
 * The check of somebody who says that he administrates an organisation and does not get to its page (ORG-11). It gives no
 * right: it opens a ticket that goes first, and people decide about that.
 */
export function createAdministratorCheck(platform: Platform, identity: Identity) {
  const { clock, db, limits } = platform
  const { proofs, numberEndsWith } = identity.recovery

  /** Counts a try before it is compared, so that tries side by side do not outrun the count. Gives it back when it fits. */
  const beginTry = async (organisationName: string, origin: Origin, fail: FailOf): Promise<() => Promise<void>> => {
    const counted = [
      [NETWORK_RULE, origin.network],
      // Whether there is such an organisation makes no difference.
      [ORGANISATION_RULE, tokenHash(organisationName).toString('base64url').slice(0, 22)],
    ] as const
    // One after the other: a network that is locked locks no organisation any more.
    for (const [rule, key] of counted) {
      const wait = await limits.take(rule, key)
      if (wait > 0) fail('ticket.checkLocked', { retryAfterSeconds: Math.ceil(wait / 1_000) })
    }
    return async () => {
      for (const [rule, key] of counted) await limits.giveBack(rule, key, 1)
    }
  }

  const organisationOf = async (input: Input): Promise<string | null> => {
    const told = {
      organisationName: foldName(input.organisationName),
      fullName: foldName(fullName(input)),
      lastDigits: input.lastDigits,
    }
    for (const { communityId, profileIds } of await administratorsNamed(db, told)) {
      if (await numberEndsWith(db, profileIds, told.lastDigits)) return communityId
    }
    return requestNames(db, told)
  }

  return {
    async check(input: Input, origin: Origin, fail: FailOf): Promise<OwnTicket> {
      const secretHash = tokenHash(input.secret)
      const known = await store.accessOwnTicket(db, secretHash)
      if (known !== null) return ownTicketView(db, identity, known)
      const phone = (await proofs.phoneOf(db, input.secret)) ?? fail('ticket.unknown')
      const giveBack = await beginTry(foldName(input.organisationName), origin, fail)
      const communityId = (await organisationOf(input)) ?? fail('ticket.checkFailed')
      await giveBack()
      const now = new Date(clock.now())
      await platform.transaction(async (tx) => {
        const { surname, name, patronymic } = input
        const isNew = await store.insertTicket(tx, {
          id: platform.newId(),
          secretHash,
          kind: 'administrator',
          phone,
          communityId,
          names: { surname: surname.trim(), name: name.trim(), patronymic: patronymic.trim() },
          about: '',
          resetsFactors: false,
          now,
          escalatesAt: now,
        })
        if (!isNew) await store.takeBack(tx, phone, secretHash)
      })
      return ownTicketView(db, identity, (await store.accessOwnTicket(db, secretHash)) ?? fail('ticket.unknown'))
    },
  }
}
