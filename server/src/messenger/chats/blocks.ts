import type { ChatMine } from '#contract/messenger/chats.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { DIALOGUE_PROFILES_MAX } from './dialogue-rule.ts'

export type OwnRefusal = Extract<ChatMine['writeRefusal'], 'chat.blocking' | 'message.writeForbidden'>

/**
 * Why the first of two people may not begin a dialogue with the other. Who blocks is told so, since he can change it; who is blocked
 * hears no more than anybody whom the other one does not let come.
 */
export async function beginRefusal(
  reader: Reader,
  doors: Pick<LeftDoors, 'blocksBetween' | 'refusesWriting'>,
  viewerId: string,
  otherId: string,
): Promise<OwnRefusal | null> {
  const refusal = refusalOf(await doors.blocksBetween(reader, viewerId, otherId))
  if (refusal !== null) return refusal
  return (await doors.refusesWriting(reader, viewerId, otherId)) ? 'message.writeForbidden' : null
}

function refusalOf(blocks: { one: boolean; other: boolean }): OwnRefusal | null {
  if (blocks.one) return 'chat.blocking'
  return blocks.other ? 'message.writeForbidden' : null
}

interface Parts {
  doors: Pick<LeftDoors, 'blocksBetween'>
  stores: Pick<MessengerStores, 'chats' | 'log' | 'members'>
}

/**
 * Projects blocks onto the rights of two members who are alone in a chat, under its head. As soon as there are three, a
 * block holds nobody silent: he who minds can leave.
 *
 * @param members without observers, the longest-standing first; of more than `DIALOGUE_PROFILES_MAX` no more are needed
 * @returns whose right has changed
 */
export async function setBlockRefusals(
  tx: Tx,
  { doors, stores }: Parts,
  chatId: string,
  members: readonly string[],
): Promise<string[]> {
  const [one, other, third] = members
  const refusals = new Map<string, OwnRefusal | null>(members.map((id) => [id, null]))
  if (one !== undefined && other !== undefined && third === undefined) {
    const blocks = await doors.blocksBetween(tx, one, other)
    refusals.set(one, refusalOf(blocks))
    refusals.set(other, refusalOf({ one: blocks.other, other: blocks.one }))
  }
  return stores.members.setOwnRefusals(tx, chatId, refusals)
}

/** Looks anew at the chats in which two people may be alone, after one of them has blocked the other or taken it back. */
export function createBlockChanges(parts: Parts & { tellMine: (tx: Tx, id: string, chatId: string) => Promise<void> }) {
  const { chats, log, members } = parts.stores
  return async (tx: Tx, one: string, other: string): Promise<void> => {
    const chatIds = await chats.fewWith(tx, one, other)
    await log.lockHeads(tx, chatIds)
    for (const chatId of chatIds) {
      const inside = await members.openMembers(tx, chatId, DIALOGUE_PROFILES_MAX + 1)
      for (const id of await setBlockRefusals(tx, parts, chatId, inside)) await parts.tellMine(tx, id, chatId)
    }
  }
}
