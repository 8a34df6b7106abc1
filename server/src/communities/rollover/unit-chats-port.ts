import type { Reader, Tx } from '../../platform/db/database.ts'
import type { ChatEffect } from './rollover.store.ts'

/** A unit with everybody who holds a role in it. */
export interface UnitWithPeople {
  unitId: string
  communityId: string
  name: string
  memberIds: readonly string[]
}

/** How the chats of units follow them; the messenger does it. */
export interface UnitChatsPort {
  /** The chats of units of one community, by unit. */
  chatsOf(reader: Reader, units: readonly UnitWithPeople[]): Promise<Map<string, { chatId: string; title: string }[]>>
  /** The title of a chat of a unit that is called otherwise. */
  titleAfter(title: string, name: string, newName: string): string
  /** Lets chats follow units, which are called otherwise or have ended. Returns what was done, by unit. */
  doFollow(
    tx: Tx,
    moves: readonly (UnitWithPeople & { becomes: { name: string } | 'ended' })[],
  ): Promise<Map<string, ChatEffect[]>>
  doTakeBack(tx: Tx, effects: readonly ChatEffect[]): Promise<void>
  /** A unit that has ended is there again: people write in its chats. */
  doReopen(tx: Tx, unit: UnitWithPeople): Promise<void>
}

/** The port to which the messenger is joined when everything is put together. */
export function unitChatsOf(joined: readonly UnitChatsPort[]): UnitChatsPort {
  const port = (): UnitChatsPort => {
    const [first] = joined
    if (first === undefined) throw new Error('No messenger has joined the communities')
    return first
  }
  return {
    chatsOf: (reader, units) => port().chatsOf(reader, units),
    titleAfter: (title, name, newName) => port().titleAfter(title, name, newName),
    doFollow: (tx, moves) => port().doFollow(tx, moves),
    doTakeBack: (tx, effects) => port().doTakeBack(tx, effects),
    doReopen: (tx, unit) => port().doReopen(tx, unit),
  }
}
