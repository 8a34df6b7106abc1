import { sql } from 'kysely'
import type { SharedDraft } from '#contract/messenger/drafts.ts'
import type { Mention } from '#contract/messenger/mention.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** Which draft of whom. */
export interface DraftPlace {
  profileId: string
  chatId: string
}

export interface KeptDraft {
  chatId: string
  version: number
  draft: SharedDraft
}

/** Versions of the drafts of these people, by person and chat; whoever has none is left out. */
export async function draftVersions(
  reader: Reader,
  profileIds: readonly string[],
): Promise<Map<string, Record<string, number>>> {
  if (profileIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('messenger.draft')
    .select(['profile_id', 'chat_id', 'version'])
    .where('profile_id', 'in', [...profileIds])
    .where('written', '=', true)
    .orderBy('chat_id')
    .execute()
  const found = new Map<string, Record<string, number>>()
  for (const { profile_id, chat_id, version } of rows) {
    const versions = found.get(profile_id) ?? {}
    versions[chat_id] = version
    found.set(profile_id, versions)
  }
  return found
}

/** Drafts of a person in these chats, in the order of the chats’ ids. */
export async function readDrafts(reader: Reader, profileId: string, chatIds: readonly string[]): Promise<KeptDraft[]> {
  const rows = await reader
    .selectFrom('messenger.draft')
    .selectAll()
    .where('profile_id', '=', profileId)
    .where('chat_id', 'in', [...chatIds])
    .where('written', '=', true)
    .orderBy('chat_id')
    .execute()
  return rows.map((row) => ({
    chatId: row.chat_id,
    version: row.version,
    draft: { text: row.text, mentions: (row.mentions ?? []) as Mention[], replyToSeq: row.reply_to_seq },
  }))
}

/** In how many chats a person has a draft. */
export async function countDrafts(reader: Reader, profileId: string): Promise<number> {
  const row = await reader
    .selectFrom('messenger.draft')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('profile_id', '=', profileId)
    .where('written', '=', true)
    .executeTakeFirstOrThrow()
  return row.count
}

/**
 * Puts a draft, or nothing, in the place of what stood there in the version `base`, or of nothing. Versions grow, also over
 * drafts that were emptied.
 *
 * @returns the new version; null when another one stands there
 */
export async function putDraft(
  tx: Tx,
  { profileId, chatId }: DraftPlace,
  base: number,
  draft: SharedDraft | null,
): Promise<number | null> {
  const { text, mentions, replyToSeq } = draft ?? { text: '', mentions: [], replyToSeq: null }
  const named = mentions.length === 0 ? null : JSON.stringify(mentions)
  const result = await sql<{ version: number }>`
    insert into messenger.draft (profile_id, chat_id, version, written, text, mentions, reply_to_seq)
    values (${profileId}::uuid, ${chatId}::uuid, 1, ${draft !== null}, ${text}, ${named}::jsonb, ${replyToSeq})
    on conflict (profile_id, chat_id) do update set version = messenger.draft.version + 1, written = excluded.written,
      text = excluded.text, mentions = excluded.mentions, reply_to_seq = excluded.reply_to_seq
    where messenger.draft.version = ${base} or not messenger.draft.written
    returning version`.execute(tx)
  return result.rows[0]?.version ?? null
}

/** Drafts of one become those of the other, where he has none of his own. */
export async function moveDrafts(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`insert into messenger.draft (profile_id, chat_id, version, written, text, mentions, reply_to_seq)
    select ${to}::uuid, chat_id, version, written, text, mentions, reply_to_seq from messenger.draft
    where profile_id = ${from}::uuid and written
    on conflict (profile_id, chat_id) do update set version = messenger.draft.version + 1, written = true,
      text = excluded.text, mentions = excluded.mentions, reply_to_seq = excluded.reply_to_seq
    where not messenger.draft.written`.execute(tx)
  await eraseDrafts(tx, [from])
}

/** Deletes the drafts of these profiles; returns how many. */
export async function eraseDrafts(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const result = await tx
    .deleteFrom('messenger.draft')
    .where('profile_id', 'in', [...profileIds])
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
