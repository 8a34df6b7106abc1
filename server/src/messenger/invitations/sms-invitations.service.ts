import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { SMS_OF_CHAT_PER_DAY, SMS_OF_PERSON_PER_DAY } from '#contract/messenger/chat-links.limits.ts'
import type { SmsInvitations } from '#contract/messenger/chat-links.ts'
import type { Operations } from '#contract/operations.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { LeftDoors } from '../doors.ts'
import type { ChatLinks } from './chat-links.service.ts'
import * as store from './sms-invitations.store.ts'

const DAY_MS = 86_400_000

interface Parts extends Pick<Platform, 'clock' | 'transaction' | 'sms' | 'log'> {
  doors: Pick<LeftDoors, 'accessMembership' | 'pupilsAmong' | 'sms'>
  links: Pick<ChatLinks, 'accessInviting' | 'current'>
}

type Send = Operations['chatLinks.send']
type FailSend = Fail<ErrorsOf<Send>>
type Sent = { chatId: string; senderId: string }

export type SmsInvitationsService = ReturnType<typeof createSmsInvitations>

/** Links of groups that are sent by SMS (CHT-05). No number is kept. */
export function createSmsInvitations({ clock, transaction, sms, log, doors, links }: Parts) {
  const since = () => new Date(clock.now() - DAY_MS)

  const countsOf = async (reader: Reader, sent: Sent): Promise<SmsInvitations> => ({
    ...(await store.sentSince(reader, sent, since())),
    ofChatMax: SMS_OF_CHAT_PER_DAY,
    ownMax: SMS_OF_PERSON_PER_DAY,
  })

  /** What is sent, once it counts; null for a repeat. The order of locks is: profiles, then what is counted. */
  const doNote = async (
    tx: Tx,
    senderId: string,
    { id, chatId }: InputOf<Send>,
    fail: FailSend,
  ): Promise<{ community: string; communityId: string; token: string } | null> => {
    const row = await links.accessInviting(tx, senderId, chatId, fail)
    const communityId = row.community_id!
    if ((await doors.pupilsAmong(tx, [senderId])).size > 0) fail('chatLink.pupilSends')
    const link = (await links.current(tx, chatId)) ?? fail('chatLink.unknown')
    await store.lockSender(tx, senderId)
    const counts = await countsOf(tx, { chatId, senderId })
    const sent = { id, chatId, senderId, at: new Date(clock.now()) }
    if (!(await store.noteSent(tx, sent, since()))) return null
    if (counts.ofChat >= counts.ofChatMax) fail('chatLink.smsLimit', { perDayMax: counts.ofChatMax, of: 'chat' })
    if (counts.own >= counts.ownMax) fail('chatLink.smsLimit', { perDayMax: counts.ownMax, of: 'person' })
    if (!(await doors.sms.hasRoom(tx, communityId))) fail('chatLink.smsQuota', { changedBy: 'operator' })
    const membership = await doors.accessMembership(tx, senderId, communityId)
    return { community: membership?.name ?? '', communityId, token: link.token }
  }

  return {
    countsOf,

    /** Nothing is told of the number: whoever has it, it gets the same words. What did not leave does not count. */
    async send(senderId: string, input: InputOf<Send>, fail: FailSend): Promise<OutputOf<Send>> {
      const phone = doors.sms.normalizePhone(input.phone) ?? fail('chatLink.phoneInvalid')
      const noted = await transaction((tx) => doNote(tx, senderId, input, fail))
      if (noted !== null) {
        const text = `${noted.community}: вас приглашают в чат. ${doors.sms.siteUrl()}/chat/${noted.token}`
        try {
          await sms.send({ id: input.id, to: phone, text })
          await doors.sms.count(noted.communityId)
        } catch (error) {
          log.warn({ error }, 'messenger.invitationNotSent')
          await transaction((tx) => store.forgetSent(tx, input.id))
          fail('chatLink.smsUnavailable')
        }
      }
      return { sms: await transaction((tx) => countsOf(tx, { chatId: input.chatId, senderId })) }
    },
  }
}
