import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatEffect } from './rollover.store.ts'

/** A unit and what it is called. */
export interface NamedUnit {
  unitId: string
  name: string
}

/** How the chats of units follow them; the messenger does it. */
export interface UnitChatsPort {
  /** The chats of units, by unit. */
  chatsOf(reader: Reader, unitIds: readonly string[]): Promise<Map<string, { chatId: string; title: string }[]>>
  /** The title of a chat of a unit that is called otherwise. */
  titleAfter(title: string, name: string, newName: string): string
  /** Lets chats follow units, which are called otherwise or have ended. Returns what was done, by unit. */
  doFollow(
    tx: Tx,
    moves: readonly (NamedUnit & { becomes: { name: string } | 'ended' })[],
  ): Promise<Map<string, ChatEffect[]>>
  doTakeBack(tx: Tx, effects: readonly ChatEffect[]): Promise<void>
  /** A unit that has ended is there again: people write in its chats. */
  doReopen(tx: Tx, unitId: string): Promise<void>
}

/** The port to which the messenger is joined when everything is put together. */
export function unitChatsOf(joined: readonly UnitChatsPort[]): UnitChatsPort {
  const port = (): UnitChatsPort => {
    const [first] = joined
    if (first === undefined) throw new Error('No messenger has joined the communities')
    return first
  }
  return {
    chatsOf: (reader, unitIds) => port().chatsOf(reader, unitIds),
    titleAfter: (title, name, newName) => port().titleAfter(title, name, newName),
    doFollow: (tx, moves) => port().doFollow(tx, moves),
    doTakeBack: (tx, effects) => port().doTakeBack(tx, effects),
    doReopen: (tx, unitId) => port().doReopen(tx, unitId),
  }
}
