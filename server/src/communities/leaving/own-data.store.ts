import { sql } from 'kysely'
import type { Reader } from '../../platform/db/database.ts'

interface Who {
  accountIds: readonly string[]
  profileIds: readonly string[]
}

type Rows = Promise<readonly object[]>

const rowsOf = async (statement: ReturnType<typeof sql>, reader: Reader): Rows =>
  (await statement.execute(reader)).rows as object[]

export const memberships = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select m.profile_id as "profileId", c.name as organisation, m.position, m.joined_at as "joinedAt"
      from communities.member m join communities.community c on c.id = m.community_id
      where m.profile_id = any(${[...profileIds]}::uuid[]) order by m.joined_at, c.id`,
    reader,
  )

export const roles = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select r.profile_id as "profileId", c.name as organisation, r.role, u.name as unit, r.granted_at as "grantedAt"
      from communities.member_role r join communities.community c on c.id = r.community_id
      left join communities.unit u on u.id = r.unit_id
      where r.profile_id = any(${[...profileIds]}::uuid[]) order by r.granted_at, r.id`,
    reader,
  )

export const applications = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select a.profile_id as "profileId", c.name as organisation, u.name as unit, a.role, a.position, a.state,
        a.submitted_at as "submittedAt", a.decided_at as "decidedAt", a.reason
      from communities.application a join communities.community c on c.id = a.community_id
      join communities.unit u on u.id = a.unit_id
      where a.profile_id = any(${[...profileIds]}::uuid[]) order by a.submitted_at, a.id`,
    reader,
  )

export const privacy = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select profile_id as "profileId", write_reach as write, calls_reach as calls, groups_reach as groups, photo_reach as photo, read_marks as "readMarks",
        changed_at as "changedAt"
      from communities.privacy where profile_id = any(${[...profileIds]}::uuid[])`,
    reader,
  )

/** When somebody wishes to hear nothing. */
export const quietWishes = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select profile_id as "profileId", follows, from_time as "from", to_time as "to", rest_days as "restDays",
        time_zone as "timeZone", changed_at as "changedAt"
      from communities.quiet_wish where profile_id = any(${[...profileIds]}::uuid[])`,
    reader,
  )

/** When somebody has let a message sound in quiet times, and why. */
export const urgentMessages = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select u.profile_id as "profileId", c.name as organisation, u.reason, u.at
      from communities.urgent_message u join communities.community c on c.id = u.community_id
      where u.profile_id = any(${[...profileIds]}::uuid[]) order by u.at, c.id`,
    reader,
  )

/** What somebody shows on his card, and what he showed before. */
export const details = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select profile_id as "profileId", birthday_reach as birthday, phone, email, changed_at as since, null as until
      from communities.details where profile_id = any(${[...profileIds]}::uuid[])
      union all select profile_id, birthday_reach, phone, email, null, at from communities.details_change
      where profile_id = any(${[...profileIds]}::uuid[]) order by until nulls first, "profileId"`,
    reader,
  )

/** Only those that somebody has made himself: whom others keep off is theirs. */
export const blocks = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select profile_id as "profileId", blocked_id as "blockedId", blocked_at as "blockedAt" from communities.block
      where profile_id = any(${[...profileIds]}::uuid[]) order by blocked_at, blocked_id`,
    reader,
  )

export const contacts = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select case when owner_id = any(${[...profileIds]}::uuid[]) then other_id else owner_id end as "profileId",
        answered_at as "answeredAt", confirmed_at as "confirmedAt"
      from communities.personal_contact
      where owner_id = any(${[...profileIds]}::uuid[]) or other_id = any(${[...profileIds]}::uuid[])
      order by answered_at, owner_id, other_id`,
    reader,
  )

export const classCards = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select k.profile_id as "profileId", u.name as unit, k.printed_at as "printedAt", k.ended_at as "endedAt"
      from communities.class_card k join communities.unit u on u.id = k.unit_id
      where k.profile_id = any(${[...profileIds]}::uuid[]) order by k.printed_at, k.id`,
    reader,
  )

/** That somebody has compared his phone book; no number of it is kept. */
export const phonebooks = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select profile_id as "profileId", compared_at as "comparedAt" from communities.phonebook
      where profile_id = any(${[...profileIds]}::uuid[])`,
    reader,
  )

/** Letters by which somebody has come. */
export const letters = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select c.name as organisation, u.name as unit, e.email, e.sent_at as "sentAt", e.used_at as "usedAt"
      from communities.email_invitation e join communities.community c on c.id = e.community_id
      join communities.unit u on u.id = e.unit_id
      where e.profile_id = any(${[...profileIds]}::uuid[]) order by e.sent_at, e.id`,
    reader,
  )

/** Tickets by which somebody has been given his account back, or was to be. */
export const tickets = (reader: Reader, { accountIds }: Who): Rows =>
  rowsOf(
    sql`select t.number, t.kind, t.state, c.name as organisation, t.surname, t.name, t.patronymic, t.about, t.phone,
        t.filed_at as "filedAt", t.over_at as "overAt"
      from communities.ticket t left join communities.community c on c.id = t.community_id
      where t.target_account_id = any(${[...accountIds]}::uuid[]) order by t.filed_at, t.id`,
    reader,
  )

/** Links that somebody has made, without the tokens, which open the way for others. */
export const links = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select c.name as organisation, l.role, l.created_at as "createdAt", l.expires_at as "expiresAt",
        l.revoked_at as "revokedAt", l.uses
      from communities.invite_link l join communities.community c on c.id = l.community_id
      where l.created_by = any(${[...profileIds]}::uuid[]) order by l.created_at, l.id`,
    reader,
  )

/** Of reports about families only those that somebody has written, and that there was one about him. */
export const familyCases = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select case when opened_by = any(${[...profileIds]}::uuid[]) then 'byMe' else 'aboutMe' end as what,
        state, opened_at as "openedAt", decided_at as "decidedAt",
        case when opened_by = any(${[...profileIds]}::uuid[]) then reason end as reason
      from communities.family_case
      where opened_by = any(${[...profileIds]}::uuid[]) or adult_profile_id = any(${[...profileIds]}::uuid[])
      order by opened_at, id`,
    reader,
  )

/** What somebody has told of absences of his children, and on which days he was absent himself, without the words of others. */
export const absences = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select case when a.told_by = any(${[...profileIds]}::uuid[]) then 'byMe' else 'aboutMe' end as what,
        c.name as organisation, u.name as unit, a.first_day as "from", a.last_day as "to", a.reason,
        case when a.told_by = any(${[...profileIds]}::uuid[]) then a.note end as note,
        case when a.paper_by = any(${[...profileIds]}::uuid[]) then a.paper_name end as paper,
        a.told_at as "toldAt", a.withdrawn_at as "withdrawnAt"
      from communities.absence a join communities.community c on c.id = a.community_id
      join communities.unit u on u.id = a.unit_id
      where a.told_by = any(${[...profileIds]}::uuid[]) or a.child_profile_id = any(${[...profileIds]}::uuid[])
      order by a.told_at, a.id`,
    reader,
  )

export const administrations = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select c.name as organisation, p.phone, p.created_at as "createdAt", p.claimed_at as "claimedAt"
      from communities.pending_administrator p join communities.community c on c.id = p.community_id
      where p.claimed_by = any(${[...profileIds]}::uuid[]) order by p.created_at, c.id`,
    reader,
  )

/** Whether letters about applications go to somebody who decides on them, and when the last one went. */
export const queueDigests = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select c.name as organisation, q.letters, q.sent_at as "sentAt" from communities.queue_digest q
      join communities.community c on c.id = q.community_id
      where q.profile_id = any(${[...profileIds]}::uuid[]) order by c.id`,
    reader,
  )

/** For which organisations somebody sees the dialogues of adults and pupils. */
export const observing = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select c.name as organisation from communities.second_adult s
      join communities.community c on c.id = s.community_id
      where s.profile_id = any(${[...profileIds]}::uuid[]) order by c.id`,
    reader,
  )

/** On the pages of which organisations somebody publishes, and since when. */
export const pageEditing = (reader: Reader, { profileIds }: Who): Rows =>
  rowsOf(
    sql`select c.name as organisation, e.given_at as "givenAt" from communities.page_editor e
      join communities.community c on c.id = e.community_id
      where e.profile_id = any(${[...profileIds]}::uuid[]) order by c.id`,
    reader,
  )
