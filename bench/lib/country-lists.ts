import { defaultGrants, linkRoles } from '#contract/communities/communities.abilities.ts'
import { ROLES_OF_TYPE, type Role } from '#contract/communities/types.ts'
import { GREAT_UNITS, LOOKERS, pseudonymSql, UNITS } from './country-people.ts'
import { idSql as id } from './seed.ts'

const ORGANISATIONS = 'generate_series(0, $2::bigint - 1) c'
const kind = `(array['Школа', 'Гимназия', 'Лицей', 'Детский сад', 'Колледж'])[c % 5 + 1]`
const roleRow = (role: Role, position: number) => `('${role}', ${position}, '{${defaultGrants(role).join(',')}}')`
const ROLES = [...new Set([...ROLES_OF_TYPE.school, ...linkRoles('school')])]
const OPERATOR = pseudonymSql('999999999')
const inn = `lpad((7700000000 + c)::text, 10, '0')`

/** Organisations with their roles, units and links. */
const ORGANISATION_ROWS = `
  insert into communities.community
    (id, type, name, short_name, time_zone, region, municipality, address, inn, kpp, head, phone, email, created_at)
    select ${id(7, 'c')}, (array['school', 'school', 'school', 'kindergarten', 'college'])[c % 5 + 1],
      ${kind} || ' № ' || c, ${kind} || ' № ' || c, 'Europe/Moscow', 'Регион ' || c % 85, 'Город ' || c % 2300,
      'улица Мира, ' || c % 200, ${inn}, '770101001', 'Петрова Анна Ильинична', '+74950000000', 'school@example.test',
      now() - c * interval '3 minutes'
    from ${ORGANISATIONS};
  insert into communities.community_role (community_id, role, position, grants)
    select ${id(7, 'c')}, r.role, r.position, r.grants::text[] from ${ORGANISATIONS},
      (values ${ROLES.map(roleRow).join(', ')}) r (role, position, grants);
  insert into communities.unit (id, community_id, name, grade, system, school_year, created_at)
    select ${id(11, `c * ${UNITS} + k`)}, ${id(7, 'c')}, case when k = 0 then 'Коллектив' else k || '«А»' end,
      case when k > 0 then k end, k = 0, case when k > 0 then 2026 end, now()
    from ${ORGANISATIONS}, generate_series(0, ${UNITS - 1}) k where c > 0 or k = 0;
  insert into communities.unit (id, community_id, name, grade, system, school_year, created_at)
    select ${id(11, `${GREAT_UNITS} + k`)}, ${id(7, '0')}, k % 11 + 1 || '«' || k / 11 || '»', k % 11 + 1, false, 2026, now()
    from generate_series(0, $4::bigint - 1) k;
  insert into communities.invite_link
    (id, community_id, unit_id, role, token, created_by, created_at, expires_at, uses)
    select ${id(12, 'c * 4 + k')}, ${id(7, 'c')}, ${id(11, `c * ${UNITS}`)}, 'staff', 'bench-' || lpad((c * 4 + k)::text, 16, '0'),
      ${id(1, '0')}, now() - interval '1 day' * k * 200, now() + interval '1 day' * (100 - k * 200), 3
    from ${ORGANISATIONS}, generate_series(0, 2) k;
  insert into communities.invite_link
    (id, community_id, unit_id, role, child_profile_id, token, created_by, created_at, expires_at)
    select ${id(19, 'i')}, ${id(7, '0')}, ${id(11, `${GREAT_UNITS} + i / 10 % $4::bigint`)}, 'parent', ${id(1, 'i')},
      'child-' || lpad(i::text, 16, '0'), ${id(1, '10')}, now() - i * interval '1 minute', now() + interval '200 days'
    from generate_series(0, $3::bigint - 1) i where i % 10 between 1 and 6`

/** Applications: whoever is in the great organisation has applied, a tenth as many wait there, and twenty were decided in every other one. */
const APPLICATION_ROWS = `
  insert into communities.application (id, community_id, unit_id, profile_id, role, sort_name, position, path, state,
      submitted_at, decided_at, decided_by)
    select ${id(13, 'i')}, m.community_id, r.unit_id, m.profile_id, r.role, m.sort_name, '', 'link', 'approved',
      now() - interval '200 days' - i * interval '1 minute', now() - interval '199 days', ${id(1, '0')}
    from generate_series(0, $3::bigint - 1) i
    join communities.member m on m.community_id = ${id(7, '0')} and m.profile_id = ${id(1, 'i')}
    join communities.member_role r on r.id = ${id(8, 'i')};
  insert into communities.application (id, community_id, unit_id, profile_id, role, sort_name, position, path, state, submitted_at)
    select ${id(13, '$3::bigint + i')}, ${id(7, '0')}, ${id(11, `${GREAT_UNITS} + i % $4::bigint`)}, p.id,
      case when i % 3 = 0 then 'parent' else 'pupil' end, replace(lower(p.surname || ' ' || p.name || ' ' || p.patronymic), 'ё', 'е'),
      '', (array['link', 'messenger', 'site'])[i % 3 + 1], 'pending', now() - i * interval '20 minutes'
    from generate_series(0, $3::bigint / 10 - 1) i join identity.profile p on p.id = ${id(1, '$3::bigint + i')};
  insert into communities.application (id, community_id, unit_id, profile_id, role, sort_name, position, path, state,
      submitted_at, decided_at, decided_by)
    select ${id(21, 'c * 20 + k')}, ${id(7, 'c')}, ${id(11, `c * ${UNITS} + k % ${UNITS}`)}, ${id(1, '$3::bigint + (c * 20 + k) % ($1::bigint - $3::bigint)')},
      'pupil', 'иванов иван иванович', '', 'link', case when k % 10 = 0 then 'rejected' else 'approved' end,
      now() - interval '300 days' - k * interval '1 hour', now() - interval '299 days', ${id(1, '0')}
    from generate_series(1, $2::bigint - 1) c, generate_series(0, 19) k`

/** What operators work on: requests with their orders, tickets, what was said of quotas, who rests. */
const DESK_ROWS = `
  insert into communities.organisation_request (id, secret_hash, state, type, name, administrator_surname,
      administrator_name, administrator_patronymic, administrator_phone, inn, kpp, community_id, source, filed_at)
    select ${id(14, 'c')}, sha256(convert_to('request-' || c, 'UTF8')),
      case when c % 40 > 0 or c = 0 then 'approved' else (array['filed', 'checking', 'clarifying', 'rejected'])[c / 40 % 4 + 1] end,
      'school', ${kind} || ' № ' || c, 'Кузнецова', 'Анна', 'Сергеевна', '+79' || lpad(c::text, 9, '0'), ${inn}, '770101001',
      case when c % 40 > 0 or c = 0 then ${id(7, 'c')} end, 'form', now() - c * interval '3 minutes'
    from ${ORGANISATIONS} order by c desc;
  insert into communities.request_move (request_id, position, state, reason, author_account_id, author_name, at)
    select ${id(14, 'c')}, k, case when k = 1 then 'filed' else 'checking' end, case when k > 1 then 'Проверяем приказ' else '' end,
      case when k > 1 then ${id(4, `${LOOKERS.operator}`)} end, case when k > 1 then 'Оператор' else '' end, now()
    from ${ORGANISATIONS}, generate_series(1, 2) k;
  insert into communities.order_scan (file_id, request_id, format, name, bytes, attached_at)
    select ${id(22, 'c')}, ${id(14, 'c')}, 'pdf', 'Приказ.pdf', 100000, now() from ${ORGANISATIONS};
  insert into communities.quota (community_id, storage_megabytes, reason, set_by, set_at)
    select ${id(7, 'c')}, case when c % 1400 = 7 then 1 else 200000 end, 'Просит школа', ${id(4, `${LOOKERS.operator}`)}, now()
    from ${ORGANISATIONS} where c % 140 = 7;
  insert into communities.sms_use (community_id, month, used)
    select ${id(7, 'c')}, date_trunc('month', now() at time zone 'Europe/Moscow')::date, case when c % 1400 = 3 then 1000000 else c % 50 end
    from ${ORGANISATIONS};
  insert into communities.suspension (id, community_id, reason, suspended_by, suspended_at, resumed_by, resumed_at)
    select ${id(23, 'c')}, ${id(7, 'c')}, 'Договор закончился', ${id(4, `${LOOKERS.operator}`)}, now() - interval '9 days',
      case when c % 200 > 99 then ${id(4, `${LOOKERS.operator}`)} end, case when c % 200 > 99 then now() end
    from ${ORGANISATIONS} where c % 100 = 9;
  insert into communities.pending_administrator (community_id, phone, created_at, claimed_by, claimed_at)
    select ${id(7, 'c')}, '+79' || lpad(c::text, 9, '0'), now(), case when c % 100 > 0 then ${id(1, '0')} end, case when c % 100 > 0 then now() end
    from ${ORGANISATIONS};
  insert into communities.ticket (id, secret_hash, kind, state, phone, community_id, surname, name, patronymic, about,
      resets_factors, filed_at, escalates_at, over_at)
    select ${id(15, 'n')}, sha256(convert_to('ticket-' || n, 'UTF8')), (array['number', 'lost', 'factor', 'administrator'])[n % 4 + 1],
      case when n % 1000 = 0 then 'new' else 'done' end, case when n % 1000 = 0 then '+78' || lpad(n::text, 9, '0') end,
      ${id(7, 'n % 7 * (n % $2::bigint)')}, 'Кузнецова', 'Анна', 'Сергеевна', 'Потерян телефон', false,
      now() - n * interval '10 minutes', now() - n * interval '10 minutes' + interval '2 days',
      case when n % 1000 > 0 then now() - n * interval '9 minutes' end
    from generate_series(0, $2::bigint * 3 / 2 - 1) n;
  insert into communities.ticket_move (ticket_id, position, what, author_name, operator, reason, at)
    select ${id(15, 'n')}, k, case when k = 1 then 'filed' else 'done' end, '', false, '', now()
    from generate_series(0, $2::bigint * 3 / 2 - 1) n, generate_series(1, 2) k where k = 1 or n % 1000 > 0`

/** Files, the log of acts, lists of the school and cards of a class. */
const KEPT_ROWS = `
  insert into files.file (id, kind, owner_id, community_id, name, bytes, sha256, received, state, created_at)
    select ${id(16, 'n')}, 'attachment', ${id(1, 'n % $1::bigint')},
      ${id(7, 'case when n < $3::bigint * 20 then 0 else n % $2::bigint end')}, 'Урок.pdf', 150000, sha256(int8send(n)), 150000, 'kept', now()
    from generate_series(0, $3::bigint * 20 + $2::bigint * 20 - 1) n;
  insert into platform.audit_person (pseudonym, kind, subject_id, salt)
    select ${pseudonymSql('i')}, 'profile', ${id(1, 'i')}, '\\x00' from generate_series(0, $3::bigint - 1) i;
  insert into platform.audit_person (pseudonym, kind, subject_id, salt)
    values (${OPERATOR}, 'account', ${id(4, `${LOOKERS.operator}`)}, '\\x00');
  insert into platform.audit_entry (chain, number, at, act, actor, operator, objects, people, before, after, previous_hash, hash)
    select ${id(7, '0')}, n, now() - ($3::bigint * 40 - n) * interval '2 minutes',
      case when n % 5000 = 7 then 'retention.changed' else
        (array['application.approved', 'link.created', 'child.read', 'member.roleChanged', 'card.printed'])[n % 5 + 1] end,
      ${pseudonymSql('n % 7 * 10')}, false, '[]', array[${pseudonymSql('n % $3::bigint')}], '{}', '{}', sha256(int8send(n)), sha256(int8send(n + 1))
    from generate_series(1, $3::bigint * 40) n;
  insert into platform.audit_entry (chain, number, at, act, actor, operator, objects, people, before, after, previous_hash, hash)
    select ${id(7, 'c')}, n, now() - c * interval '3 minutes' - n * interval '1 hour',
      case when n = 10 then 'organisation.quotasSet' else 'application.approved' end,
      case when n = 10 then ${OPERATOR} else ${pseudonymSql('1000000000 + c')} end, n = 10, '[]', array[${pseudonymSql('1000000000 + c')}], '{}', '{}',
      sha256(int8send(n)), sha256(int8send(n + 1))
    from generate_series(1, $2::bigint - 1) c, generate_series(1, 10) n;
  insert into platform.audit_entry (chain, number, at, act, actor, operator, objects, people, before, after, previous_hash, hash)
    select '00000000-0000-0000-0000-000000000000', n, now() - n * interval '4 minutes',
      case when n % 5000 = 7 then 'banner.shown' else 'request.moved' end, ${OPERATOR}, true, '[]', '{}', '{}', '{}',
      sha256(int8send(n)), sha256(int8send(n + 1))
    from generate_series(1, $2::bigint * 2) n;
  insert into platform.audit_head (chain, last_number, last_hash)
    select chain, max(number), sha256('') from platform.audit_entry group by chain;
  insert into communities.roster_import (id, community_id, state, file_name, made_by, made_at, list, head_row, columns, done, to_do)
    select ${id(24, 'n')}, ${id(7, '0')}, 'applied', 'Список.xlsx', ${id(1, '0')}, now() - n * interval '100 days', 'pupils', 1,
      '{surname,name,patronymic,unit}', $3::int, $3::int from generate_series(0, 4) n;
  insert into communities.roster_import_row (import_id, position, cells, verdict, person, change)
    select ${id(24, 'k')}, i, array['Иванов', 'Иван', 'Иванович', '5«А»'], 'understood',
      '{"role": "pupil", "surname": "Иванов", "name": "Иван", "patronymic": "Иванович", "birthDate": null, "unitName": "5«А»", "phones": [], "parents": []}', 'new'
    from generate_series(0, 4) k, generate_series(1, $3::int) i;
  insert into communities.roster_record
    (id, community_id, role, surname, name, patronymic, name_key, unit_id, unit_name, phones, source, import_id, changed_at)
    select ${id(25, 'i')}, ${id(7, '0')}, 'pupil', p.surname, p.name, p.patronymic, replace(lower(p.surname || ' ' || p.name), 'ё', 'е'),
      ${id(11, `${GREAT_UNITS} + i / 10 % $4::bigint`)}, '5«А»', '{}', 'sheet', ${id(24, '0')}, now()
    from generate_series(0, $3::bigint - 1) i join identity.profile p on p.id = ${id(1, 'i')};
  insert into communities.roster_record
    (id, community_id, role, surname, name, patronymic, name_key, unit_name, phones, source, changed_at)
    select ${id(28, 'c * 5 + k')}, ${id(7, 'c')}, 'pupil', 'Иванов', 'Иван', '', 'иванов иван', '5«А»', '{}', 'sheet', now()
    from generate_series(1, $2::bigint - 1) c, generate_series(0, 4) k;
  insert into communities.class_card (id, unit_id, profile_id, secret_hash, symbols_hash, printed_by, printed_at)
    select ${id(29, 'c')}, ${id(11, `c * ${UNITS} + 1`)}, ${id(1, '$3::bigint + c')}, sha256(convert_to('card-' || c, 'UTF8')), sha256(''), ${id(1, '0')}, now()
    from generate_series(1, $2::bigint - 1) c;
  insert into communities.class_card (id, unit_id, profile_id, secret_hash, symbols_hash, printed_by, printed_at)
    select ${id(26, 'i')}, ${id(11, `${GREAT_UNITS} + i / 10 % $4::bigint`)}, ${id(1, 'i')}, sha256(int8send(i)), sha256(''), ${id(1, '10')}, now()
    from generate_series(0, $3::bigint - 1) i where i % 10 between 1 and 4;
  insert into communities.family_case (id, community_id, child_profile_id, child_person_id, adult_profile_id,
      adult_person_id, state, reason, opened_by, opened_at)
    select ${id(27, 'i')}, ${id(7, '0')}, ${id(1, 'i')}, ${id(3, 'i')}, ${id(1, 'i + 6')}, ${id(3, 'i + 6')}, 'reported', 'Не мой',
      ${id(1, 'i')}, now() from generate_series(1, $3::bigint - 10, 100) i`

/** A common channel, a page and a chat for each class of the great organisation, with messages of the last weeks. */
const CHAT_ROWS = `
  insert into messenger.chat (id, kind, title, community_id, channel_class, history_from_start, members_count, permissions, created_at)
    select ${id(9, 'c')}, 'channel', 'Общешкольный', ${id(7, 'c')}, 'everyone', true, 0, '{}', now() from ${ORGANISATIONS};
  insert into messenger.chat (id, kind, title, community_id, channel_class, history_from_start, members_count, permissions, created_at)
    select ${id(31, 'c')}, 'channel', 'Страница организации', ${id(7, 'c')}, 'page', true, 0, '{}', now() from ${ORGANISATIONS};
  insert into messenger.chat (id, kind, title, community_id, unit_id, history_from_start, members_count, permissions, created_at)
    select ${id(2, 'k')}, 'group', 'Класс ' || k, ${id(7, '0')}, ${id(11, `${GREAT_UNITS} + k`)}, true, 0, '{}', now()
    from generate_series(0, $4::bigint - 1) k;
  insert into messenger.chat_head (chat_id, last_seq, last_ordinal, policy_version)
    select id, case when kind = 'group' or id = ${id(31, '0')} then 200 else 0 end,
      case when kind = 'group' or id = ${id(31, '0')} then 200 else 0 end, 1 from messenger.chat;
  insert into messenger.message (chat_id, seq, ordinal, id, sender_id, text, sent_at)
    select ${id(2, 'k')}, s, s, ${id(10, 's')}, ${id(1, '(k + 1) * 10')}, 'Домашнее задание на завтра: параграф двенадцать',
      now() - (200 - s) * interval '6 hours' from generate_series(0, $4::bigint - 1) k, generate_series(1, 200) s;
  insert into messenger.message (chat_id, seq, ordinal, id, sender_id, text, sent_at)
    select ${id(31, '0')}, s, s, ${id(32, 's')}, ${id(7, '0')}, 'Неделя наук' || chr(10) || chr(10) || 'Как она прошла',
      now() - (200 - s) * interval '1 day' from generate_series(1, 200) s;
  insert into messenger.channel_post (chat_id, seq, author_id)
    select ${id(31, '0')}, s, ${id(1, '10')} from generate_series(1, 200) s;
  insert into messenger.publication (chat_id, seq, kind)
    select ${id(31, '0')}, s, case s % 3 when 0 then 'report' when 1 then 'article' else 'script' end from generate_series(1, 200) s`

/** Tables of more than one organisation that are filled while they are bare. */
export const LIST_TABLES = [
  'communities.invite_link',
  'communities.application',
  'communities.ticket_move',
  'communities.request_move',
  'files.file',
  'platform.audit_entry',
] as const

export const COUNTRY_LISTS = [ORGANISATION_ROWS, APPLICATION_ROWS, DESK_ROWS, KEPT_ROWS, CHAT_ROWS].join(';')
