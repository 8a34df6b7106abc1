import {
  TICKET_ESCALATES_MS,
  TICKET_ORGANISATIONS_SHOWN,
  TICKET_SEARCH_MIN,
  TICKET_SEARCHES_PER_HOUR,
  TICKETS_PER_DAY,
  TICKETS_PER_NETWORK,
} from '#contract/communities/tickets.limits.ts'
import type { OwnTicket } from '#contract/communities/tickets.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { cleanNames, type Identity } from '../../identity/index.ts'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin } from '../../platform/dispatch/viewer.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import { findOrganisations } from '../organisations/organisations.store.ts'
import { confirmersOf, isCommunity } from './ticket-facts.store.ts'
import { ownTicketView } from './ticket-views.ts'
import * as store from './tickets.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const HOUR_MS = 3_600_000
const NETWORK_RULE: LimitRule = { name: 'ticket.network', points: TICKETS_PER_NETWORK, durationMs: HOUR_MS }
const PHONE_RULE: LimitRule = { name: 'ticket.phone', points: TICKETS_PER_DAY, durationMs: 24 * HOUR_MS }
const SEARCH_RULE: LimitRule = { name: 'ticket.search', points: TICKET_SEARCHES_PER_HOUR, durationMs: HOUR_MS }

export type TicketFiling = ReturnType<typeof createTicketFiling>

/**
 * Tickets for whoever does not get into his account: he shows a number that he holds now, names the organisation that
 * knows him, and says who he is. Nothing that he is answered depends on any account.
 */
export function createTicketFiling(platform: Platform, identity: Identity) {
  const { clock, db, limits } = platform
  const { proofs } = identity.recovery
  const view = (reader: Reader, row: store.TicketRow): Promise<OwnTicket> => ownTicketView(reader, identity, row)

  /** Counted by a hash of the number, so that the table of limits holds none. */
  const checkLimits = async (phone: string, origin: Origin): Promise<void> => {
    await limits.consume(NETWORK_RULE, origin.network)
    await limits.consume(PHONE_RULE, tokenHash(phone).toString('base64url').slice(0, 22))
  }

  /** At once where nobody, or only one, can confirm: that one may be the person himself. */
  const escalationOf = async (tx: Tx, communityId: string | null): Promise<Date> => {
    const alone = communityId === null || (await confirmersOf(tx, communityId)).length < 2
    return new Date(clock.now() + (alone ? 0 : TICKET_ESCALATES_MS))
  }

  const doFile = async (
    tx: Tx,
    input: Input<'tickets.file'>,
    { phone, names }: { phone: string; names: { surname: string; name: string; patronymic: string } },
    fail: FailOf<'tickets.file'>,
  ): Promise<void> => {
    const { communityId, kind } = input
    if (communityId !== null && !(await isCommunity(tx, communityId))) fail('community.unknown')
    const secretHash = tokenHash(input.secret)
    const isNew = await store.insertTicket(tx, {
      id: platform.newId(),
      secretHash,
      kind,
      phone,
      communityId,
      names,
      about: input.about.trim(),
      resetsFactors: kind !== 'merge' && (input.resetsFactors || kind === 'factor'),
      now: new Date(clock.now()),
      escalatesAt: await escalationOf(tx, communityId),
    })
    // One number has one open ticket; it has been filed from another window meanwhile.
    if (!isNew) await store.takeBack(tx, phone, secretHash)
  }

  return {
    begin: (input: Input<'tickets.begin'>, origin: Origin, fail: FailOf<'tickets.begin'>) =>
      proofs.begin(input.phone, origin.network, fail),

    async prove(input: Input<'tickets.prove'>, origin: Origin, fail: FailOf<'tickets.prove'>) {
      const phone = (await proofs.enter(input, origin.network, fail)) ?? fail('ticket.unknown')
      const secretHash = tokenHash(input.secret)
      await platform.transaction((tx) => store.takeBack(tx, phone, secretHash))
      const row = await store.accessOwnTicket(db, secretHash)
      return { ticket: row === null ? null : await view(db, row) }
    },

    async organisations(
      reader: Reader,
      input: Input<'tickets.organisations'>,
      fail: FailOf<'tickets.organisations'>,
    ): Promise<{ organisations: { id: string; name: string }[] }> {
      if ((await proofs.phoneOf(reader, input.secret)) === null) fail('ticket.unknown')
      await limits.consume(SEARCH_RULE, tokenHash(input.secret).toString('base64url').slice(0, 22))
      if (input.search.trim().length < TICKET_SEARCH_MIN) return { organisations: [] }
      const found = await findOrganisations(reader, input.search, TICKET_ORGANISATIONS_SHOWN)
      return { organisations: found.map(({ id, name }) => ({ id, name })) }
    },

    async file(input: Input<'tickets.file'>, origin: Origin, fail: FailOf<'tickets.file'>): Promise<OwnTicket> {
      const secretHash = tokenHash(input.secret)
      const known = await store.accessOwnTicket(db, secretHash)
      if (known !== null) return view(db, known)
      const phone = (await proofs.phoneOf(db, input.secret)) ?? fail('ticket.unknown')
      const names = cleanNames(input, (field) => fail('ticket.nameInvalid', { field }))
      if (input.about.trim() === '') fail('ticket.nameInvalid', { field: 'about' })
      await checkLimits(phone, origin)
      await platform.transaction((tx) => doFile(tx, input, { phone, names }, fail))
      return view(db, (await store.accessOwnTicket(db, secretHash)) ?? fail('ticket.unknown'))
    },

    async status(reader: Reader, secret: string, fail: FailOf<'tickets.status'>): Promise<OwnTicket> {
      return view(reader, (await store.accessOwnTicket(reader, tokenHash(secret))) ?? fail('ticket.unknown'))
    },
  }
}
