import type { Tx } from '../../platform/db/database.ts'
import { moveAnnouncements } from '../announcements/announcements.store.ts'
import { moveAnswers } from '../announcements/answers.store.ts'
import { moveAuthorship } from '../channels/channels.store.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView } from '../chats/chat-views.ts'
import { moveVotes } from '../polls/polls.store.ts'
import { moveScheduled } from '../scheduled/scheduled.store.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './merging.store.ts'

interface Parts {
  stores: MessengerStores
  changes: ChatChanges
}

interface Union {
  from: string
  to: string
}

/** The name of what was a dialogue or the favourites, where there is another one already. */
const EARLIER_TITLE = 'Переписка до объединения аккаунтов'
const EARLIER_FAVOURITES = 'Избранное до объединения аккаунтов'

const RANK = { observer: 0, member: 1, administrator: 2, owner: 3 } as const

export type Uniting = ReturnType<typeof createUniting>

/**
 * Chats of a profile come to another one of the same person (IDN-23): nobody is in a chat twice, the role is the greater, what
 * was read stays read, what was written is his own. A dialogue goes on with him; where he has one with the same person
 * already, the other's becomes a group of the two. What the two profiles have written to each other stays readable.
 */
export function createUniting({ stores, changes }: Parts) {
  const { log, members } = stores

  /** The place of one in a chat becomes the other's. */
  const doReplace = async (tx: Tx, chat: store.MovedChat, { from, to }: Union): Promise<void> => {
    if (chat.role === 'owner') await members.setRole(tx, chat.id, from, 'member')
    if (chat.to_role === null || chat.to_role === 'observer') {
      await changes.doJoin(tx, chat.id, [{ profileId: to, role: chat.role }], {
        actorId: to,
        startSeq: chat.start_seq,
        countsAlready: false,
        ordinal: chat.last_ordinal,
      })
    } else {
      if (RANK[chat.role] > RANK[chat.to_role]) await members.setRole(tx, chat.id, to, chat.role)
      await store.showFrom(tx, chat.id, to, chat.start_seq)
    }
    await changes.doLeave(tx, chat.id, [from], to)
    await changes.doTellMine(tx, to, chat.id)
  }

  const doMoveDialogue = async (tx: Tx, chat: store.MovedChat, union: Union, isTwice: boolean): Promise<void> => {
    const { from, to } = union
    const otherId = chat.other_id!
    if (otherId === to) {
      await changes.doLeave(tx, chat.id, [from], to)
      // Last, because whoever leaves makes the rule of dialogues be looked at anew.
      await members.setHeadRefusal(tx, chat.id, 'message.writeForbidden')
      return changes.doTellMine(tx, to, chat.id)
    }
    if (isTwice) {
      const row = await store.makeGroup(tx, chat.id, EARLIER_TITLE)
      await changes.append(tx, chat.id, 'chat.changed', { chat: chatView(row), actorId: to, what: 'renamed' })
    } else await store.setPair(tx, chat.id, [otherId, to])
    await doReplace(tx, chat, union)
    // With whom a dialogue is never changes otherwise, so no event of the chat tells it.
    await changes.doTellAdded(tx, [{ profileId: otherId, chatId: chat.id }])
  }

  const doMoveFavourites = async (tx: Tx, chat: store.MovedChat, union: Union, isTwice: boolean): Promise<void> => {
    const { to } = union
    if (isTwice) {
      const row = await store.makeGroup(tx, chat.id, EARLIER_FAVOURITES)
      await changes.append(tx, chat.id, 'chat.changed', { chat: chatView(row), actorId: to, what: 'renamed' })
    } else await store.setPair(tx, chat.id, [to, to])
    await doReplace(tx, chat, union)
  }

  return {
    /** Whether somebody has chats still, so that his account makes room for nobody. */
    areInChats: store.areInChats,

    async count(reader: Parameters<typeof store.movedChats>[0], union: Union) {
      const chats = await store.movedChats(reader, union)
      const known = await store.dialoguePartners(reader, union.to)
      const between = chats.some(({ other_id: other }) => other === union.to)
      const twice = chats.filter(({ other_id: other }) => other !== null && other !== union.to && known.has(other))
      return { chats: chats.length - (between ? 1 : 0), twice: twice.length, between }
    },

    async doHold(tx: Tx, union: Union): Promise<void> {
      await log.lockHeads(tx, await store.chatsOfBoth(tx, union))
    },

    async doMove(tx: Tx, union: Union): Promise<void> {
      const known = await store.dialoguePartners(tx, union.to)
      const chats = await store.movedChats(tx, union)
      await store.moveReadPositions(tx, union)
      await store.moveMessages(tx, union)
      await store.moveMentions(tx, union)
      await store.moveMadeChats(tx, union)
      await moveAuthorship(tx, union)
      await moveAnnouncements(tx, union)
      await moveAnswers(tx, union)
      await stores.marks.moveMarks(tx, union)
      await moveVotes(tx, union)
      await stores.folders.moveFolders(tx, union)
      await stores.drafts.moveDrafts(tx, union)
      await moveScheduled(tx, union)
      for (const chat of chats) {
        if (chat.kind === 'group') await doReplace(tx, chat, union)
        else if (chat.kind === 'favourites') await doMoveFavourites(tx, chat, union, known.has(union.to))
        else await doMoveDialogue(tx, chat, union, known.has(chat.other_id!))
      }
    },
  }
}
