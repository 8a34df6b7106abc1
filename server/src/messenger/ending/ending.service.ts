import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import type { ChatState } from '#contract/messenger/chats.ts'
import { CHAT_RESTORE_MS } from '#contract/messenger/messenger.limits.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView, mineView } from '../chats/chat-views.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import type { MessengerStores } from '../stores.ts'
import { type DeletedRow, deletedOf, everybodyIn } from './ending.store.ts'

interface Parts
  extends Pick<ChatsService, 'accessChat' | 'doReturnState'>,
    Pick<Platform, 'clock' | 'emitter' | 'bus'> {
  stores: Pick<MessengerStores, 'chats' | 'log' | 'reads' | 'supervision'>
  changes: Pick<ChatChanges, 'append' | 'refreshRule'>
}

type Hide = Operations['chats.hide']
type Mute = Operations['chats.mute']
type Delete = Operations['chats.delete']

export type ChatEndings = ReturnType<typeof createChatEndings>

/** What a reader wants to have of a chat, and what people call deleting it: hiding it from the own list, and deleting it for everybody (CHT-09). */
export function createChatEndings(parts: Parts) {
  const { clock, emitter, bus, changes, accessChat, doReturnState } = parts
  const { chats, log, reads, supervision } = parts.stores
  const restorableSince = () => new Date(clock.now() - CHAT_RESTORE_MS)

  /** Tells all devices of a reader what a chat is to him now. */
  const doTell = async (tx: Tx, viewerId: string, chatId: string) => {
    const mine = mineView((await accessChat(tx, viewerId, chatId))!)
    emitter.ephemeral(tx, 'profile', viewerId, 'chat.mine', { mine })
    return mine
  }

  return {
    async hide(tx: Tx, viewerId: string, { chatId, hidden }: InputOf<Hide>, fail: Fail<ErrorsOf<Hide>>) {
      const row = (await accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
      const place = { chatId, profileId: viewerId, seq: hidden ? row.last_seq : null, now: clock.now() }
      if (!(await reads.setHidden(tx, place))) return { mine: mineView(row) }
      return { mine: await doTell(tx, viewerId, chatId) }
    },

    async mute(tx: Tx, viewerId: string, { chatId, muted }: InputOf<Mute>, fail: Fail<ErrorsOf<Mute>>) {
      const row = (await accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
      const changed = await reads.setMuted(tx, { chatId, profileId: viewerId, muted, now: clock.now() })
      return { mine: changed ? await doTell(tx, viewerId, chatId) : mineView(row) }
    },

    /** Closes a group for everybody. The rows of its people stay, so that it can be brought back as it was. */
    async delete(
      tx: Tx,
      viewerId: string,
      { chatId }: InputOf<Delete>,
      fail: Fail<ErrorsOf<Delete>>,
    ): Promise<OutputOf<Delete>> {
      await log.lockHeads(tx, [chatId])
      const row = (await accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
      if (row.kind === 'group' && row.unit_id !== null) fail('chat.ofUnit')
      if (!chatAbilities(chatView(row), mineView(row)).deleteChat) {
        fail('chat.notAllowed', { rule: 'deleteChat', changedBy: 'owner' })
      }
      // What an adult and a pupil have said before somebody who had to see it is not for one of them to take away (P-07).
      if (await supervision.everSupervised(tx, chatId)) fail('chat.wasSupervised', { setBy: 'organisation' })
      const deletedAt = new Date(clock.now())
      const chat = chatView(await chats.setDeleted(tx, chatId, deletedAt))
      await changes.append(tx, chatId, 'chat.changed', { chat, actorId: viewerId, what: 'deleted' })
      const { id, title, members_count } = row
      return deletedView({ id, title, members_count, deleted_at: deletedAt })
    },

    async deleted(reader: Reader, viewerId: string): Promise<OutputOf<Operations['chats.deleted']>> {
      return { chats: (await deletedOf(reader, viewerId, restorableSince())).map(deletedView) }
    },

    /** Whoever was in it reads it again; where somebody has left his organisation meanwhile, he is in it no more. */
    async restore(tx: Tx, viewerId: string, chatId: string, fail: Fail<'chat.unknown'>): Promise<ChatState> {
      await log.lockHeads(tx, [chatId])
      if ((await deletedOf(tx, viewerId, restorableSince(), chatId)).length === 0) fail('chat.unknown')
      const chat = chatView(await chats.setDeleted(tx, chatId, null))
      await changes.append(tx, chatId, 'chat.changed', { chat, actorId: viewerId, what: 'restored' })
      await changes.refreshRule(tx, chatId)
      const people = await everybodyIn(tx, chatId)
      afterCommit(tx, () => {
        for (const profileId of people) bus.signal({ t: 'audiences', profileId })
      })
      return doReturnState(tx, viewerId, chatId)
    },
  }
}

function deletedView({ id, title, members_count, deleted_at }: DeletedRow): OutputOf<Delete> {
  return {
    chatId: id,
    title,
    membersCount: members_count,
    deletedAt: toInstant(deleted_at),
    endsAt: toInstant(deleted_at.getTime() + CHAT_RESTORE_MS),
  }
}
