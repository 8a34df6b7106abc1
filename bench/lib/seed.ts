import pg from 'pg'

/** A membership: number of the chat and of the person, both from 0. */
export type Membership = readonly [chat: number, person: number]

/** What a database is filled with: everything by number, so that the generator knows ids and tokens without asking. */
export interface School {
  people: number
  chats: number
  memberships: readonly Membership[]
  /** Messages that stand in each chat. */
  messagesIn: (chat: number) => number
  /** Up to which of them everybody there has read; none when absent. */
  readIn?: (chat: number) => number
  /** Argon2 hash that all accounts have. */
  passwordHash?: string
}

const COMMUNITY_PEOPLE = 1_000

const hex = (number: number) => number.toString(16).padStart(12, '0')
/** The id of a row of a kind by its number. */
export const idOf = (kind: number, number: number) =>
  `00000000-0000-7${kind.toString(16).padStart(3, '0')}-8000-${hex(number)}`

export const profileId = (person: number) => idOf(1, person)
export const chatId = (chat: number) => idOf(2, chat)
export const sessionToken = (person: number) => `bench-${person}`
export const deviceToken = (person: number) => `bench-device-${person}`
export const phoneOf = (person: number) => `+7900${String(person).padStart(7, '0')}`

/** The id of a row of a kind by its number, as it stands in a statement. */
export const idSql = (kind: number, number: string) =>
  `('00000000-0000-7${kind.toString(16).padStart(3, '0')}-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`

/** People with an account, a profile, a trusted device and a session that the server accepts. */
const PEOPLE = `
  insert into identity.person (id, surname, name, patronymic, birth_date, created_at)
    select ${idSql(3, 'i')}, 'Иванова', 'Анна', 'Петровна', '1985-03-14', now() from generate_series(0, $1::int - 1) i;
  insert into identity.account (id, phone, password_hash, created_at)
    select ${idSql(4, 'i')}, '+7900' || lpad(i::text, 7, '0'), $2::text, now() from generate_series(0, $1::int - 1) i;
  insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
    select ${idSql(1, 'i')}, ${idSql(4, 'i')}, ${idSql(3, 'i')}, 'learning', 'Иванова', 'Анна', 'Петровна', now()
    from generate_series(0, $1::int - 1) i;
  insert into identity.session
    (id, token_hash, account_id, active_profile_id, surface, device, started_at, seen_at, expires_at)
    select ${idSql(5, 'i')}, sha256(convert_to('bench-' || i, 'UTF8')), ${idSql(4, 'i')}, ${idSql(1, 'i')}, 'main', 'bench',
      now(), now(), now() + interval '30 days' from generate_series(0, $1::int - 1) i;
  insert into identity.device (id, account_id, token_hash, trusted_until)
    select ${idSql(6, 'i')}, ${idSql(4, 'i')}, sha256(convert_to('bench-device-' || i, 'UTF8')), now() + interval '30 days'
    from generate_series(0, $1::int - 1) i;`

/** Schools of a thousand people with their common channel. */
const COMMUNITIES = `
  insert into communities.community (id, type, name, short_name, time_zone, created_at)
    select ${idSql(7, 'c')}, 'school', 'Школа ' || c, 'Школа ' || c, 'Europe/Moscow', now()
    from generate_series(0, ($1::int - 1) / ${COMMUNITY_PEOPLE}) c;
  insert into communities.community_role (community_id, role, position, grants)
    select ${idSql(7, 'c')}, 'pupil', 4, '{}' from generate_series(0, ($1::int - 1) / ${COMMUNITY_PEOPLE}) c;
  insert into communities.member (community_id, profile_id, person_id, sort_name, joined_at)
    select ${idSql(7, `i / ${COMMUNITY_PEOPLE}`)}, ${idSql(1, 'i')}, ${idSql(3, 'i')}, 'иванова анна петровна', now()
    from generate_series(0, $1::int - 1) i;
  insert into communities.member_role (id, community_id, profile_id, role, granted_at, basis)
    select ${idSql(8, 'i')}, ${idSql(7, `i / ${COMMUNITY_PEOPLE}`)}, ${idSql(1, 'i')}, 'pupil', now(), 'bench'
    from generate_series(0, $1::int - 1) i;
  insert into messenger.chat
    (id, kind, title, community_id, channel_class, history_from_start, members_count, permissions, created_at)
    select ${idSql(9, 'c')}, 'channel', 'Общешкольный', ${idSql(7, 'c')}, 'everyone', true, 0, '{}', now()
    from generate_series(0, ($1::int - 1) / ${COMMUNITY_PEOPLE}) c;
  insert into messenger.chat_head (chat_id, last_seq, last_ordinal, policy_version)
    select ${idSql(9, 'c')}, 0, 0, 1 from generate_series(0, ($1::int - 1) / ${COMMUNITY_PEOPLE}) c;`

/** Groups with their log; `$1` holds the numbers of messages by chat, `$2` the first member of each. */
const CHATS = `
  insert into messenger.chat (id, kind, title, community_id, history_from_start, members_count, permissions, created_at)
    select ${idSql(2, 'c - 1')}, 'group', 'Класс ' || c, ${idSql(7, '0')}, true, 0, '{}', now()
    from unnest($1::int[]) with ordinality as t (m, c);
  insert into messenger.chat_head (chat_id, last_seq, last_ordinal, policy_version)
    select ${idSql(2, 'c - 1')}, m, m, 1 from unnest($1::int[]) with ordinality as t (m, c);
  insert into messenger.message (chat_id, seq, ordinal, id, sender_id, text, sent_at)
    select ${idSql(2, 'c - 1')}, s, s, ${idSql(10, 's')}, ${idSql(1, 'first')},
      'Домашнее задание на завтра: параграф двенадцать, упражнения с третьего по седьмое', now() - interval '1 day'
    from unnest($1::int[], $2::int[]) with ordinality as t (m, first, c), generate_series(1, m) s;`

const MEMBERS = `
  insert into messenger.chat_member (chat_id, profile_id, role, start_seq, joined_seq, joined_at)
    select ${idSql(2, 'c')}, ${idSql(1, 'p')}, 'member', 0, 0, now() from unnest($1::int[], $2::int[]) as t (c, p);
  insert into messenger.read_position (chat_id, profile_id, seq, ordinal, shown_seq, at)
    select ${idSql(2, 'c')}, ${idSql(1, 'p')}, s, s, s, now() from unnest($1::int[], $2::int[], $3::int[]) as t (c, p, s);
  update messenger.chat c set members_count = n.n
    from (select chat_id, count(*)::int as n from messenger.chat_member group by chat_id) n where n.chat_id = c.id;`

/** Fills a migrated database; ten thousand people with twenty chats each take a few seconds. */
export async function seedSchool(url: string, school: School): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const run = async (script: string, values: unknown[]) => {
      for (const statement of script.split(';')) {
        if (statement.trim() === '') continue
        const used = Math.max(0, ...[...statement.matchAll(/\$(\d)/g)].map((match) => Number(match[1])))
        await client.query(statement, values.slice(0, used))
      }
    }
    const first: number[] = []
    for (const [chat, person] of school.memberships) first[chat] ??= person
    const messages = Array.from({ length: school.chats }, (_, chat) => school.messagesIn(chat))
    await client.query('begin')
    await run(PEOPLE, [school.people, school.passwordHash ?? null])
    await run(COMMUNITIES, [school.people])
    await run(CHATS, [messages, first])
    const read = school.memberships.map(([chat]) => school.readIn?.(chat) ?? 0)
    await run(MEMBERS, [school.memberships.map(([chat]) => chat), school.memberships.map(([, person]) => person), read])
    await client.query('commit')
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}
