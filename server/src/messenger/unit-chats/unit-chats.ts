import { CHAT_TITLE_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView } from '../chats/chat-views.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './unit-chats.store.ts'

/** A unit and what it is called. */
export interface NamedUnit {
  unitId: string
  name: string
}

/** What a unit has become for its chats: it is called otherwise, or has ended, when nobody writes there any more. */
export interface UnitMove extends NamedUnit {
  becomes: { name: string } | 'ended'
}

export interface ChatOfUnit {
  chatId: string
  title: string
}

/** What has been done to a chat, so that it can be taken back. */
export interface ChatEffect {
  chatId: string
  /** The titles before and after; null where it was closed. */
  renamed: { before: string; after: string } | null
}

/** The chats of units follow them into the next school year (decision 0027). */
export function createUnitChats({ stores, changes }: { stores: MessengerStores; changes: ChatChanges }) {
  const { chats, log, members } = stores

  const chatsOf = async (reader: Reader, unitIds: readonly string[], archived = false) => {
    const found = new Map<string, ChatOfUnit[]>(unitIds.map((unitId) => [unitId, []]))
    for (const { id: chatId, title, unit_id } of await store.chatsOfUnits(reader, unitIds, archived)) {
      found.get(unit_id)!.push({ chatId, title })
    }
    return found
  }

  const doRetitle = async (tx: Tx, chatId: string, title: string): Promise<void> => {
    const chat = chatView(await chats.setTitle(tx, chatId, title))
    await changes.append(tx, chatId, 'chat.changed', { chat, actorId: null, what: 'renamed' })
  }

  const doSetArchived = async (tx: Tx, chatId: string, archived: boolean): Promise<void> => {
    const { members_count: count } = await store.setArchived(tx, chatId, archived)
    await changes.refreshRule(tx, chatId)
    for (const profileId of await members.openMembers(tx, chatId, count)) {
      await changes.doTellMine(tx, profileId, chatId)
    }
  }

  const doMove = async (tx: Tx, chat: ChatOfUnit, move: UnitMove): Promise<ChatEffect | null> => {
    const { chatId, title } = chat
    if (move.becomes === 'ended') {
      await doSetArchived(tx, chatId, true)
      return { chatId, renamed: null }
    }
    const after = titleAfter(title, move.name, move.becomes.name)
    if (after === title) return null
    await doRetitle(tx, chatId, after)
    return { chatId, renamed: { before: title, after } }
  }

  return {
    /** The chats of units, by unit. */
    chatsOf: (reader: Reader, unitIds: readonly string[]) => chatsOf(reader, unitIds),

    titleAfter,

    /** Lets chats follow their units: locks their heads before anything else. Returns what was done, by unit. */
    async doFollow(tx: Tx, moves: readonly UnitMove[]): Promise<Map<string, ChatEffect[]>> {
      const unitIds = moves.map(({ unitId }) => unitId)
      const found = await chatsOf(tx, unitIds)
      await log.lockHeads(
        tx,
        [...found.values()].flat().map(({ chatId }) => chatId),
      )
      const done = new Map<string, ChatEffect[]>()
      for (const move of moves) {
        const effects: ChatEffect[] = []
        for (const chat of found.get(move.unitId)!) {
          const effect = await doMove(tx, chat, move)
          if (effect !== null) effects.push(effect)
        }
        done.set(move.unitId, effects)
      }
      return done
    },

    /** Takes back what was done; a chat that people have called otherwise since then keeps that title. */
    async doTakeBack(tx: Tx, effects: readonly ChatEffect[]): Promise<void> {
      const ids = effects.map(({ chatId }) => chatId)
      await log.lockHeads(tx, ids)
      const now = await chats.readChats(tx, ids)
      for (const { chatId, renamed } of effects) {
        if (renamed === null) await doSetArchived(tx, chatId, false)
        else if (now.get(chatId)?.title === renamed.after) await doRetitle(tx, chatId, renamed.before)
      }
    },

    /** A unit that has ended is there again: people write in its chats as before. */
    async doReopen(tx: Tx, unitId: string): Promise<void> {
      const closed = (await chatsOf(tx, [unitId], true)).get(unitId)!
      await log.lockHeads(
        tx,
        closed.map(({ chatId }) => chatId),
      )
      for (const { chatId } of closed) await doSetArchived(tx, chatId, false)
    },
  }
}

export type UnitChats = ReturnType<typeof createUnitChats>

/** Whether a title begins with the whole name: «5» is no beginning of «5А», nor «5«А» of «5«АБ». */
function isWhole(title: string, name: string): boolean {
  return !/^[\p{L}\p{N}]/u.test(title.slice(name.length)) || /[^\p{L}\p{N}]$/u.test(name)
}

/** The title with the new name where it begins with the old one; as it is where it does not, and where it would be too long. */
function titleAfter(title: string, name: string, newName: string): string {
  if (!title.toLocaleLowerCase('ru').startsWith(name.toLocaleLowerCase('ru')) || !isWhole(title, name)) return title
  const after = newName + title.slice(name.length)
  return [...after].length > CHAT_TITLE_MAX ? title : after
}
