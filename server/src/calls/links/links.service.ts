import type { CallLink } from '#contract/calls/call-links.ts'
import { CALL_GONE_MS } from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { randomToken } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { callOf, lockCall, setDue } from '../calls/calls.store.ts'
import { accessCall, type StandingParts } from '../calls/standing.ts'
import { forgetOutside } from '../guests/guests.store.ts'
import { type HostingParts, mayHost } from '../guests/hosting.ts'
import * as store from './links.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

type LeadFail = Fail<'chat.unknown' | 'call.unknown' | 'call.notAllowed'>
type LockFail = Fail<'chat.unknown' | 'call.unknown' | 'call.notAllowed' | 'call.ended' | 'call.notHere'>

const TOKEN_BYTES = 16

export interface LinksParts extends StandingParts, HostingParts, Pick<Platform, 'random'> {}

export type CallLinksService = ReturnType<typeof createCallLinks>

/** Links by which people come into a call who are not in its chat (CALL-17, CALL-21). */
export function createCallLinks(parts: LinksParts) {
  const { clock } = parts

  /** A call that the viewer leads. */
  const checkLeads = async (reader: Reader, viewerId: string, input: Input<'callLinks.get'>, fail: LeadFail) => {
    const found = await accessCall(parts, reader, viewerId, input, fail)
    if (!found.standing.leads) fail('call.notAllowed', { rule: 'leadCall', changedBy: 'owner' })
    return found
  }

  /** A call of a group whose organisation may be let in by the viewer, held until the transaction ends. */
  const lockOpened = async (tx: Tx, viewerId: string, input: Input<'callLinks.get'>, fail: LockFail): Promise<Call> => {
    const { place } = await checkLeads(tx, viewerId, input, fail)
    if (place.chat.kind !== 'group') fail('call.notHere')
    const call = (await lockCall(tx, input.chatId, input.callId)) ?? fail('call.unknown')
    if (call.endedAt !== null) fail('call.ended')
    return call
  }

  /** Whether the viewer is one who may let in others: whoever comes by a link is in the call beside an adult who leads it. */
  const checkOpens = async (
    tx: Tx,
    viewerId: string,
    communityId: string | null,
    fail: Fail<'callLink.noOrganisation' | 'callLink.pupilOpens'>,
  ): Promise<string> => {
    if ((await parts.pupilsAmong(tx, [viewerId])).has(viewerId)) fail('callLink.pupilOpens', { changedBy: 'owner' })
    return communityId ?? fail('callLink.noOrganisation')
  }

  /** Whether strangers may come into a call of a chat: into none with pupils unless its organisation lets them (reading A-40). */
  const checkHosts = async (tx: Tx, chatId: string, communityId: string, fail: Fail<'callLink.pupilsHere'>) => {
    if (await mayHost(parts, tx, { chatId, communityId })) return
    fail('callLink.pupilsHere', { setBy: 'organisation', changedBy: 'administrator' })
  }

  const doPut = async (tx: Tx, viewerId: string, callId: string, guests: boolean): Promise<Output<'callLinks.get'>> => {
    const token = randomToken(parts.random, TOKEN_BYTES)
    await store.putLink(tx, callId, { token, guests, by: viewerId, now: new Date(clock.now()) })
    return view(await store.linkOf(tx, callId))
  }

  return {
    async get(
      reader: Reader,
      viewerId: string,
      input: Input<'callLinks.get'>,
      fail: FailOf<'callLinks.get'>,
    ): Promise<Output<'callLinks.get'>> {
      const { call } = await checkLeads(reader, viewerId, input, fail)
      return view(call.endedAt === null ? await store.linkOf(reader, call.id) : null)
    },

    async setAccess(
      tx: Tx,
      viewerId: string,
      input: Input<'callLinks.setAccess'>,
      fail: FailOf<'callLinks.setAccess'>,
    ): Promise<Output<'callLinks.setAccess'>> {
      const call = await lockOpened(tx, viewerId, input, fail)
      if (input.access === 'members') {
        await store.dropLink(tx, call.id)
        // The rounds take those out next who came by it.
        await setDue(tx, call.id)
        return view(null)
      }
      const guests = input.access === 'anyone'
      const known = await store.linkOf(tx, call.id)
      if (known?.guests === guests) return view(known)
      const chat = await parts.chatOf(tx, call.chatId)
      const communityId = await checkOpens(tx, viewerId, chat?.communityId ?? null, fail)
      if (guests) await checkHosts(tx, call.chatId, communityId, fail)
      if (known === null) return doPut(tx, viewerId, call.id, guests)
      await store.setGuests(tx, call.id, guests)
      await setDue(tx, call.id)
      return view({ ...known, guests })
    },

    async renew(
      tx: Tx,
      viewerId: string,
      input: Input<'callLinks.renew'>,
      fail: FailOf<'callLinks.renew'>,
    ): Promise<Output<'callLinks.renew'>> {
      const call = await lockOpened(tx, viewerId, input, fail)
      const { guests } = (await store.linkOf(tx, call.id)) ?? fail('callLink.closed')
      const chat = await parts.chatOf(tx, call.chatId)
      await checkOpens(tx, viewerId, chat?.communityId ?? null, fail)
      const seenSince = new Date(clock.now() - CALL_GONE_MS)
      await store.dropVisitsOutside(tx, call.id, seenSince)
      await forgetOutside(tx, call.id, seenSince)
      return doPut(tx, viewerId, call.id, guests)
    },

    async open(
      tx: Tx,
      viewerId: string,
      { token }: Input<'callLinks.open'>,
      fail: FailOf<'callLinks.open'>,
    ): Promise<Output<'callLinks.open'>> {
      const { chatId, callId } = (await store.callByToken(tx, token)) ?? fail('callLink.unknown')
      const inChat = await parts.accessChat(tx, viewerId, chatId)
      const chat = (await parts.chatOf(tx, chatId)) ?? fail('callLink.unknown')
      const { communityId } = chat
      const isInside = communityId !== null && (await parts.insideAmong(tx, communityId, [viewerId])).has(viewerId)
      if (inChat === null && !isInside) fail('callLink.outsider', { setBy: 'organisation', changedBy: 'administrator' })
      const call = (await callOf(tx, chatId, callId)) ?? fail('callLink.unknown')
      if (call.endedAt !== null) fail('call.ended')
      if (chat.archived) fail('chat.archived')
      if (inChat === null) await store.noteVisit(tx, callId, viewerId, new Date(clock.now()))
      return { chatId, callId, inChat: inChat !== null, title: chat.title }
    },
  }
}

function view(found: { link: CallLink; guests: boolean } | null): Output<'callLinks.get'> {
  if (found === null) return { access: 'members', link: null }
  return { access: found.guests ? 'anyone' : 'organisation', link: found.link }
}
