import { sql } from 'kysely'
import type { Message } from '#contract/messenger/chats.ts'
import type { PollState } from '#contract/messenger/poll.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { messageView } from '../chats/chat-views.ts'

interface Place {
  chatId: string
  seq: number
}

/** What nobody is shown of a poll, or not yet. */
export interface HiddenPoll {
  /** Right answers of a mini-test. */
  right: number[] | null
  /** Counts of an anonymous poll that has not ended. */
  sealed: Buffer | null
  /** When its chat was told of votes last, in milliseconds. */
  toldAt: number
  /** Votes have come since. */
  untold: boolean
}

/** Somebody's vote; the choice is null where it is not known. */
export interface Vote {
  key: string
  choice: number[] | null
}

/** Keeps a new poll whose message stands; the caller holds the head of its chat, as with everything that changes here. */
export async function insertPoll(
  tx: Tx,
  { chatId, seq }: Place,
  poll: { endsAt: number | null; right: readonly number[] | null; sealed: Buffer | null; now: number },
): Promise<void> {
  await tx
    .insertInto('messenger.poll')
    .values({
      chat_id: chatId,
      seq,
      ends_at: poll.endsAt === null ? null : new Date(poll.endsAt),
      right_options: poll.right === null ? null : [...poll.right],
      sealed: poll.sealed,
      told_at: new Date(poll.now),
    })
    .execute()
}

/** What is hidden of a poll that stands. */
export async function readPoll(reader: Reader, { chatId, seq }: Place): Promise<HiddenPoll> {
  const row = await reader
    .selectFrom('messenger.poll')
    .selectAll()
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
  return { right: row.right_options, sealed: row.sealed, toldAt: row.told_at.getTime(), untold: row.untold }
}

/** The vote of somebody in a named poll; null when he has not voted. */
export async function readVote(reader: Reader, { chatId, seq }: Place, profileId: string): Promise<Vote | null> {
  const row = await reader
    .selectFrom('messenger.poll_vote')
    .select(['key', 'choice'])
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .where('profile_id', '=', profileId)
    .executeTakeFirst()
  return row ?? null
}

/** Puts a vote into a named poll in place of an earlier one. */
export async function putVote(
  tx: Tx,
  { chatId, seq }: Place,
  profileId: string,
  vote: { key: string; choice: readonly number[]; now: number },
): Promise<void> {
  const row = { key: vote.key, choice: [...vote.choice], voted_at: new Date(vote.now) }
  await tx
    .insertInto('messenger.poll_vote')
    .values({ chat_id: chatId, seq, profile_id: profileId, ...row })
    .onConflict((conflict) => conflict.columns(['chat_id', 'seq', 'profile_id']).doUpdateSet(row))
    .execute()
}

/** That somebody has voted in an anonymous poll; null when he has not. */
export async function readVoter(reader: Reader, { chatId, seq }: Place, profileId: string): Promise<Vote | null> {
  const row = await reader
    .selectFrom('messenger.poll_voter')
    .select('key')
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .where('profile_id', '=', profileId)
    .executeTakeFirst()
  return row === undefined ? null : { key: row.key, choice: null }
}

/** Notes that somebody has voted in an anonymous poll, once, beside its counts with his vote among them. */
export async function putVoter(
  tx: Tx,
  { chatId, seq }: Place,
  voter: { profileId: string; key: string; sealed: Buffer },
): Promise<void> {
  await tx
    .insertInto('messenger.poll_voter')
    .values({ chat_id: chatId, seq, profile_id: voter.profileId, key: voter.key })
    .execute()
  await tx
    .updateTable('messenger.poll')
    .set({ sealed: voter.sealed })
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .execute()
}

/** Votes of a named poll: how many have voted, and how many for each of its options. */
export async function countVotes(
  reader: Reader,
  { chatId, seq }: Place,
  options: number,
): Promise<{ voters: number; counts: number[] }> {
  const result = await sql<{ voters: number; counts: number[] }>`
    with votes as (select choice from messenger.poll_vote where chat_id = ${chatId}::uuid and seq = ${seq})
    select (select count(*)::integer from votes) as voters,
      array(select (select count(*)::integer from votes where o = any(choice))
        from generate_series(0, ${options - 1}::integer) o order by o) as counts`.execute(reader)
  return result.rows[0]!
}

/** Shows everybody another state of a poll. */
export async function setState(tx: Tx, { chatId, seq }: Place, state: PollState): Promise<Message> {
  const row = await tx
    .updateTable('messenger.message')
    .set({ poll: sql`jsonb_set(poll, '{state}', ${JSON.stringify(state)}::jsonb)` })
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .returningAll()
    .executeTakeFirstOrThrow()
  return messageView(row)
}

/** Notes whether its chat has been told of all votes, and when of some; `endedAt` once it has ended. */
export async function setTold(
  tx: Tx,
  { chatId, seq }: Place,
  told: { toldAt: number; endedAt: number | null } | 'untold',
): Promise<void> {
  const set =
    told === 'untold'
      ? { untold: true }
      : {
          untold: false,
          told_at: new Date(told.toldAt),
          // What was not told by then is told never.
          ...(told.endedAt === null ? {} : { ended_at: new Date(told.endedAt), sealed: null }),
        }
  await tx.updateTable('messenger.poll').set(set).where('chat_id', '=', chatId).where('seq', '=', seq).execute()
}

/** Polls whose chats were told of votes last before `toldBefore` and not of all, and those whose time is over at `now`. */
export async function duePolls(
  reader: Reader,
  { now, toldBefore, limit }: { now: number; toldBefore: number; limit: number },
): Promise<Place[]> {
  const result = await sql<Place>`
    (select chat_id as "chatId", seq from messenger.poll where untold and told_at <= ${new Date(toldBefore)}
      order by told_at limit ${limit})
    union
    (select chat_id, seq from messenger.poll where ended_at is null and ends_at <= ${new Date(now)}
      order by ends_at limit ${limit})
    order by 1, 2`.execute(reader)
  return result.rows
}

/** A vote of a named poll in a list. */
export interface ListedVote {
  profileId: string
  choice: number[]
  votedAt: Date
}

/** Who has voted in a named poll, for one option or at all, in the order of voting, after a place of the list. */
export async function pageVotes(
  reader: Reader,
  { chatId, seq, option }: Place & { option: number | null },
  after: { at: Date; profileId: string } | null,
  limit: number,
): Promise<ListedVote[]> {
  const chosen = option === null ? sql`` : sql`and ${option}::integer = any(choice)`
  const beyond = after === null ? sql`` : sql`and (voted_at, profile_id) > (${after.at}, ${after.profileId}::uuid)`
  const result = await sql<ListedVote>`
    select profile_id as "profileId", choice, voted_at as "votedAt" from messenger.poll_vote
    where chat_id = ${chatId}::uuid and seq = ${seq} ${chosen} ${beyond}
    order by voted_at, profile_id limit ${limit}`.execute(reader)
  return result.rows
}

/** Takes a poll away with all its votes. */
export async function forgetPoll(tx: Tx, { chatId, seq }: Place): Promise<void> {
  for (const table of ['messenger.poll_vote', 'messenger.poll_voter', 'messenger.poll'] as const) {
    await tx.deleteFrom(table).where('chat_id', '=', chatId).where('seq', '=', seq).execute()
  }
}

/** A named poll in which one of these profiles has voted; null when there is none. */
export async function nextVoted(reader: Reader, profileIds: readonly string[]): Promise<Place | null> {
  const row = await reader
    .selectFrom('messenger.poll_vote')
    .select(['chat_id as chatId', 'seq'])
    .where('profile_id', 'in', [...profileIds])
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** Takes away the votes of these profiles in a named poll. */
export async function eraseVotes(tx: Tx, { chatId, seq }: Place, profileIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('messenger.poll_vote')
    .where('chat_id', '=', chatId)
    .where('seq', '=', seq)
    .where('profile_id', 'in', [...profileIds])
    .execute()
}

/** Forgets that these profiles have voted in anonymous polls; their votes are counted still. */
export async function eraseVoters(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const result = await tx
    .deleteFrom('messenger.poll_voter')
    .where('profile_id', 'in', [...profileIds])
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** What one has voted is the other's own from now on, where he has not voted himself. */
export async function moveVotes(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  for (const table of ['messenger.poll_vote', 'messenger.poll_voter'] as const) {
    await sql`update ${sql.table(table)} v set profile_id = ${to}::uuid where profile_id = ${from}::uuid
      and not exists (select from ${sql.table(table)} o
        where o.chat_id = v.chat_id and o.seq = v.seq and o.profile_id = ${to}::uuid)`.execute(tx)
  }
}
