import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { isSameMentions } from '#contract/messenger/mentioned.ts'
import { SCHEDULED_AHEAD_MS, SCHEDULED_MAX } from '#contract/messenger/scheduled.limits.ts'
import type { Operations } from '#contract/operations.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AttachedDraft, AttachedSending } from '../attachments/sending.service.ts'
import { placedMentions } from '../mentions/mentions.ts'
import { checkText } from '../messages/check-text.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './scheduled.store.ts'

interface Parts extends Pick<Platform, 'clock' | 'emitter'> {
  stores: Pick<MessengerStores, 'messages'>
  attached: Pick<AttachedSending, 'check' | 'send'>
}

type Of<Id extends 'scheduled.add' | 'scheduled.change' | 'scheduled.send' | 'scheduled.remove'> = {
  input: InputOf<Operations[Id]>
  output: Promise<OutputOf<Operations[Id]>>
  fail: Fail<ErrorsOf<Operations[Id]>>
}

export type ScheduledService = ReturnType<typeof createScheduled>

/** What is put off is text alone. */
const NOTHING_ELSE = { attachments: [], sticker: null, lifetimeMs: null }

/** The message that something put off becomes. */
export function draftOf(waiting: store.Waiting): AttachedDraft {
  const { chatId, profileId, id, text, mentions, replyToSeq } = waiting
  return { chatId, senderId: profileId, id, text, mentions, ...NOTHING_ELSE, replyToSeq }
}

/** Messages that the server sends at a time that their author has chosen. */
export function createScheduled({ clock, emitter, stores, attached }: Parts) {
  const tell = (tx: Tx, { profileId, chatId }: store.ScheduledPlace) =>
    emitter.ephemeral(tx, 'profile', profileId, 'scheduled.changed', { chatId })

  const checkTime = (sendAt: string, fail: Fail<'scheduled.timeInvalid'>): Date => {
    const ahead = Date.parse(sendAt) - clock.now()
    if (ahead <= 0 || ahead > SCHEDULED_AHEAD_MS) {
      fail('scheduled.timeInvalid', { daysMax: SCHEDULED_AHEAD_MS / 86_400_000 })
    }
    return new Date(sendAt)
  }

  /** Refuses what could not be sent now either, so that nobody waits for what will never be sent. */
  const checkSaid = async (
    tx: Tx,
    place: store.ScheduledPlace,
    input: Pick<InputOf<Operations['scheduled.add']>, 'text' | 'mentions' | 'replyToSeq'>,
    fail: Fail<ErrorsOf<Operations['messages.send']>>,
  ) => {
    const text = checkText(input.text, fail)
    const mentions = placedMentions({ raw: input.text, text, mentions: input.mentions ?? [] }, fail)
    const said = { text, mentions, replyToSeq: input.replyToSeq ?? null }
    const { chatId, profileId, id } = place
    await attached.check(tx, { chatId, senderId: profileId, id, ...said, ...NOTHING_ELSE }, fail)
    return said
  }

  return {
    async add(
      tx: Tx,
      viewerId: string,
      input: Of<'scheduled.add'>['input'],
      fail: Of<'scheduled.add'>['fail'],
    ): Of<'scheduled.add'>['output'] {
      const place = { profileId: viewerId, chatId: input.chatId, id: input.id }
      const said = await checkSaid(tx, place, input, fail)
      const known = await store.lockScheduled(tx, place)
      if (known !== undefined) {
        const isSame = known.text === said.text && isSameMentions(known.mentions, said.mentions)
        if (!isSame) throw new Refusal('key.reused')
        return { version: known.version }
      }
      const sendAt = checkTime(input.sendAt, fail)
      if ((await store.countScheduled(tx, viewerId)) >= SCHEDULED_MAX) {
        fail('scheduled.tooMany', { scheduledMax: SCHEDULED_MAX })
      }
      if (!(await store.insertScheduled(tx, place, { ...said, sendAt }))) throw new Refusal('key.reused')
      tell(tx, place)
      return { version: 1 }
    },

    async change(
      tx: Tx,
      viewerId: string,
      input: Of<'scheduled.change'>['input'],
      fail: Of<'scheduled.change'>['fail'],
    ): Of<'scheduled.change'>['output'] {
      const place = { profileId: viewerId, chatId: input.chatId, id: input.id }
      const said = await checkSaid(tx, place, input, fail)
      const sendAt = checkTime(input.sendAt, fail)
      const known = (await store.lockScheduled(tx, place)) ?? fail('scheduled.unknown')
      if (known.version !== input.version) fail('scheduled.versionConflict')
      const version = await store.updateScheduled(tx, place, { ...said, sendAt })
      tell(tx, place)
      return { version }
    },

    async send(
      tx: Tx,
      viewerId: string,
      input: Of<'scheduled.send'>['input'],
      fail: Of<'scheduled.send'>['fail'],
    ): Of<'scheduled.send'>['output'] {
      const { chatId, id } = input
      const place = { profileId: viewerId, chatId, id }
      const waiting = await store.lockScheduled(tx, place)
      if (waiting !== undefined) return { seq: await doSend(tx, waiting, fail) }
      const [seq] = await stores.messages.sentSeqs(tx, { chatId, senderId: viewerId, ids: [id] })
      return { seq: seq ?? fail('scheduled.unknown') }
    },

    async remove(
      tx: Tx,
      viewerId: string,
      { chatId, id }: Of<'scheduled.remove'>['input'],
    ): Of<'scheduled.remove'>['output'] {
      const place = { profileId: viewerId, chatId, id }
      if (await store.deleteScheduled(tx, place)) tell(tx, place)
      return {}
    },

    list: async (reader: Reader, viewerId: string) => ({ list: await store.scheduledOf(reader, viewerId) }),

    doSend,
    tell,
  }

  /** Sends what the caller holds by the way of every message, and takes it from what waits, or does neither. */
  async function doSend(
    tx: Tx,
    waiting: store.Waiting,
    fail: Fail<ErrorsOf<Operations['messages.send']>>,
  ): Promise<number> {
    const { seq } = await attached.send(tx, draftOf(waiting), fail)
    await store.deleteScheduled(tx, waiting)
    tell(tx, waiting)
    return seq
  }
}
