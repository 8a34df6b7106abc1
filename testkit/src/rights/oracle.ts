/**
 * The words of the rules, in SQL over facts. They are written from the text of the requirements and decisions; nothing
 * here is taken from the abilities, the grants or the doors of the server, which are what is tried.
 */

const word = (head: string, body: string): string =>
  `create function oracle.${head} returns boolean language sql stable as $$ select ${body} $$`

/** What somebody is to an organisation, a unit, a person or a chat. */
export const WORDS: readonly string[] = [
  // STR-02 … STR-06: roles; rights are the union within one organisation and never leak across (STR-10).
  word(
    'holds(a text, o text, variadic roles text[])',
    'exists (select from oracle.role where actor = a and organisation = o and role = any (roles))',
  ),
  word('belongs(a text, o text)', 'exists (select from oracle.role where actor = a and organisation = o)'),
  word('administers(a text, o text)', `oracle.holds(a, o, 'administrator')`),
  word(
    'has_business(a text, o text)',
    `oracle.belongs(a, o) or exists (select from oracle.applicant where actor = a and organisation = o)`,
  ),
  // all staff roles and administrators.
  word('works(a text, o text)', `oracle.holds(a, o, 'administrator', 'lead', 'staff')`),
  word('leads(a text, u text)', `exists (select from oracle.role where actor = a and unit = u and role = 'lead')`),
  word(
    'works_in(a text, u text)',
    `exists (select from oracle.role where actor = a and unit = u and role in ('lead', 'staff'))`,
  ),
  word('is_in(a text, u text)', 'exists (select from oracle.role where actor = a and unit = u)'),
  word('is_system(u text)', 'exists (select from oracle.unit where id = u and system)'),
  // INV-08: delegation to the lead, for pupils and parents of that unit only.
  word(
    'decides(a text, o text, u text, r text)',
    `oracle.administers(a, o) or (oracle.leads(a, u) and r in ('pupil', 'parent')
       and exists (select from oracle.organisation where id = o and delegates))`,
  ),
  word('guards(a text, c text)', 'exists (select from oracle.guardian where adult = a and child = c)'),
  word('is_under14(p text)', 'exists (select from oracle.actor where id = p and under14)'),
  word('is_adult(p text)', 'exists (select from oracle.actor where id = p and adult)'),
  word('is_withheld(p text)', `exists (select from oracle.actor where id = p and state = 'withheld')`),
  word('works_somewhere(a text)', 'exists (select from oracle.organisation o where oracle.works(a, o.id))'),
  word('is_pupil(p text)', `exists (select from oracle.role where actor = p and role = 'pupil')`),
  // CNT-01: pupils and parents see staff and the people of their own unit only; staff see everybody of the organisation.
  // docs/children.md: a withheld child is in nobody's contacts.
  word(
    'has_contact(a text, p text)',
    `a <> p and not oracle.is_withheld(p) and (
       exists (select from oracle.organisation o where oracle.belongs(a, o.id) and oracle.belongs(p, o.id)
                 and (oracle.works(a, o.id) or oracle.works(p, o.id)))
       or exists (select from oracle.role mine join oracle.role theirs using (unit) where mine.actor = a and theirs.actor = p)
       or exists (select from oracle.contact where (one, other) in ((a, p), (p, a))))`,
  ),
  word('is_inside(a text, c text)', 'exists (select from oracle.chat_member where chat = c and actor = a)'),
  // CNT-05: the card of a contact, or of somebody of a shared chat; INV-06: administrators see who has applied to them.
  word(
    'sees(a text, p text)',
    `oracle.has_contact(a, p) or (a <> p and not oracle.is_withheld(p) and exists (
       select from oracle.chat_member mine join oracle.chat_member theirs using (chat) where mine.actor = a and theirs.actor = p))
       or exists (select from oracle.applicant p2 where p2.actor = p and oracle.administers(a, p2.organisation))`,
  ),
  // CHN-05, CHN-06: «Сотрудники» is for the staff, «Общешкольный» for every member; a group and a dialogue for those inside.
  word(
    'reads(a text, c text)',
    `oracle.is_inside(a, c) or exists (select from oracle.chat where id = c and kind = 'channel' and (
       (audience = 'everyone' and oracle.belongs(a, organisation)) or (audience = 'staff' and oracle.works(a, organisation))))`,
  ),
  word(
    'runs_channel(a text, c text)',
    `exists (select from oracle.chat where id = c and kind = 'channel' and oracle.administers(a, organisation))`,
  ),
  word('is_channel(c text)', `exists (select from oracle.chat where id = c and kind = 'channel')`),
  word('is_group(c text)', `exists (select from oracle.chat where id = c and kind = 'group')`),
  // CHT-09: the default chats are those of units.
  word('is_of_unit(c text)', `exists (select from oracle.chat where id = c and unit is not null)`),
  // CHT-08: owner and administrators of a chat lead it.
  word(
    'leads_chat(a text, c text)',
    `exists (select from oracle.chat_member where chat = c and actor = a and role in ('owner', 'administrator'))`,
  ),
  word(
    'owns_chat(a text, c text)',
    `exists (select from oracle.chat_member where chat = c and actor = a and role = 'owner')`,
  ),
  // CHT-03: everyone, administrators or the owner; an observer takes no part.
  word(
    'is_permitted(a text, c text, p text)',
    `exists (select from oracle.chat_member m left join oracle.permission s on s.chat = m.chat and s.permission = p
       where m.chat = c and m.actor = a and m.role <> 'observer' and case coalesce(s.scope, 'everyone')
         when 'everyone' then true when 'administrators' then m.role in ('owner', 'administrator') else m.role = 'owner' end)`,
  ),
  // CNT-07: neither of two writes to the other alone once one has blocked the other.
  word(
    'is_cut_off(a text, c text)',
    `exists (select from oracle.chat where id = c and kind = 'direct') and exists (
       select from oracle.chat_member m join oracle.block b on (b.by, b.whom) in ((a, m.actor), (m.actor, a)) where m.chat = c)`,
  ),
  word('writes(a text, c text)', `oracle.is_permitted(a, c, 'write') and not oracle.is_cut_off(a, c)`),
]

/** What a caller must be before his request is looked at. */
export const DOORS: readonly string[] = [
  // IDN-24: whoever leaves takes that back, downloads what is his, or signs out. P-06: from a lesson the account is not
  // changed. A-04: without a consent nothing happens in the name of a child.
  word(
    'enters(actor oracle.actor, door text, in_lesson boolean, while_leaving boolean)',
    `case door
       when 'public' then true
       when 'operator' then actor.kind = 'operator'
       when 'account' then actor.kind in ('person', 'operator')
         and (actor.state <> 'leaving' or while_leaving) and (actor.state <> 'lesson' or in_lesson)
       else actor.kind = 'person' and actor.state <> 'withheld'
         and (actor.state <> 'leaving' or while_leaving) and (actor.state <> 'lesson' or in_lesson)
     end`,
  ),
  // ORG-19: members of a suspended organisation read, and nothing is changed there.
  word('rests(o text)', 'exists (select from oracle.organisation where id = o and suspended)'),
]
