import { sql } from 'kysely'
import type { Message, Reaction } from '#contract/messenger/chats.ts'
import type { OwnReaction } from '#contract/messenger/messages.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type MessageJson, messageOfJson } from '../chats/chat-views.ts'

interface Place {
  chatId: string
  seq: number
}

/** A person's reaction with the number by which it was given. */
export interface GivenReaction {
  profileId: string
  reaction: Reaction
  givenSeq: number
}

/** A person and messages of a chat. */
export interface OwnAsked {
  chatId: string
  profileId: string
  seqs: readonly number[]
}

/** One person's reactions to these messages of a chat, ascending by message. */
export async function reactionsOf(
  reader: Reader,
  chatId: string,
  profileId: string,
  seqs: readonly number[],
): Promise<OwnReaction[]> {
  return (await ownReactions(reader, [{ chatId, profileId, seqs }]))[0]!
}

/** The same for several people and chats, in the order of asking. */
export async function ownReactions(reader: Reader, asked: readonly OwnAsked[]): Promise<OwnReaction[][]> {
  const found: OwnReaction[][] = asked.map(() => [])
  const all = asked.flatMap(({ chatId, profileId, seqs }, n) => seqs.map((seq) => ({ n, chatId, profileId, seq })))
  if (all.length === 0) return found
  const result = await sql<{ n: number; seq: number; reaction: string }>`
    select p.n, r.seq, r.reaction
    from unnest(${all.map(({ n }) => n)}::integer[], ${all.map(({ chatId }) => chatId)}::uuid[],
      ${all.map(({ profileId }) => profileId)}::uuid[], ${all.map(({ seq }) => seq)}::bigint[])
      as p (n, chat_id, profile_id, seq)
    join messenger.reaction r on r.chat_id = p.chat_id and r.seq = p.seq and r.profile_id = p.profile_id
    order by p.n, r.seq`.execute(reader)
  for (const { n, seq, reaction } of result.rows) found[n]!.push({ seq, reaction: reaction as Reaction })
  return found
}

/** Puts a person's reaction in place of his earlier one, or takes it away; the caller holds the head of the chat. */
export async function putReaction(
  tx: Tx,
  { chatId, seq }: Place,
  profileId: string,
  given: { reaction: Reaction | null; seq: number },
): Promise<void> {
  if (given.reaction === null) {
    await tx
      .deleteFrom('messenger.reaction')
      .where('chat_id', '=', chatId)
      .where('seq', '=', seq)
      .where('profile_id', '=', profileId)
      .execute()
    return
  }
  const row = { reaction: given.reaction, given_seq: given.seq }
  await tx
    .insertInto('messenger.reaction')
    .values({ chat_id: chatId, seq, profile_id: profileId, ...row })
    .onConflict((conflict) => conflict.columns(['chat_id', 'seq', 'profile_id']).doUpdateSet(row))
    .execute()
}

/** Counts the reactions to a message anew after the change with number `changeSeq`; returns the message with them. */
export async function countReactions(tx: Tx, { chatId, seq }: Place, changeSeq: number): Promise<Message> {
  const result = await sql<{ message: MessageJson }>`
    update messenger.message m set reactions_seq = ${changeSeq}, reactions = (
      select jsonb_agg(jsonb_build_object('reaction', c.reaction, 'count', c.people) order by c.first) from (
        select r.reaction, count(*) as people, min(r.given_seq) as first from messenger.reaction r
        where r.chat_id = ${chatId} and r.seq = ${seq} group by r.reaction) c)
    where m.chat_id = ${chatId} and m.seq = ${seq}
    returning to_jsonb(m) as message`.execute(tx)
  return messageOfJson(result.rows[0]!.message)
}

/** Takes all reactions to a message away. */
export async function forgetReactions(tx: Tx, { chatId, seq }: Place): Promise<void> {
  await tx.deleteFrom('messenger.reaction').where('chat_id', '=', chatId).where('seq', '=', seq).execute()
}

/** Who has reacted to a message, in the order of giving, after the number of a page before. */
export async function pageReactions(
  reader: Reader,
  { chatId, seq }: Place,
  afterSeq: number,
  limit: number,
): Promise<GivenReaction[]> {
  const rows = await reader
    .selectFrom('messenger.reaction')
    .select(['profile_id', 'reaction', 'given_seq'])
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .where('given_seq', '>', afterSeq)
    .orderBy('given_seq')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    profileId: row.profile_id,
    reaction: row.reaction as Reaction,
    givenSeq: row.given_seq,
  }))
}
