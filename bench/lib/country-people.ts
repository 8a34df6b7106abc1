import { idSql as id } from './seed.ts'

const list = (words: string) =>
  `array[${words
    .split(' ')
    .map((word) => `'${word}'`)
    .join(', ')}]`
const SURNAMES = list(
  'Абрамов Алексеев Андреев Антонов Белов Борисов Васильев Виноградов Волков Воробьёв Голубев Григорьев Егоров Захаров ' +
    'Иванов Киселёв Козлов Кузнецов Кузьмин Лебедев Макаров Михайлов Морозов Никитин Николаев Новиков Орлов Павлов ' +
    'Петров Попов Романов Семёнов Сергеев Смирнов Соколов Соловьёв Степанов Фёдоров Филиппов Яковлев',
)
const NAMES = list(
  'Александр Алексей Андрей Антон Артём Борис Вадим Валерий Василий Виктор Глеб Григорий Даниил Денис Дмитрий Евгений ' +
    'Иван Игорь Илья Кирилл Константин Максим Михаил Никита Олег Павел Роман Сергей Тимур Юрий',
)
const PATRONYMICS = list(
  'Александрович Алексеевич Андреевич Антонович Борисович Васильевич Викторович Григорьевич Дмитриевич Евгеньевич ' +
    'Иванович Игоревич Ильич Константинович Максимович Михайлович Олегович Павлович Романович Сергеевич',
)
const surname = `(${SURNAMES})[i % 40 + 1]`
const name = `(${NAMES})[i / 40 % 30 + 1]`
const patronymic = `(${PATRONYMICS})[i / 1200 % 20 + 1]`

/** Of ten people in a row one teaches, six learn and three are parents; the first four of those who learn are too young for a phone. */
const LEARNS = 'i % 10 between 1 and 6'
const ROLE = `case when i % 10 = 0 then 'staff' when ${LEARNS} then 'pupil' else 'parent' end`

/** Everybody by number; the first `$3` are the great organisation, the others are strewn over all other organisations. */
const EVERYBODY = 'generate_series(0, $1::bigint - 1) i'
const organisation = 'case when i < $3::bigint then 0 else 1 + (i * 2654435761) % 4294967291 % ($2::bigint - 1) end'

/** Classes of the great organisation have numbers of their own, behind those of all others. */
export const GREAT_UNITS = 100_000_000
/** «Коллектив» and eight classes. */
export const UNITS = 9
const unit = `case when i % 10 = 0 then (${organisation}) * ${UNITS}
  when i < $3::bigint then ${GREAT_UNITS} + i / 10 % $4::bigint else (${organisation}) * ${UNITS} + 1 + i % 8 end`

export const PEOPLE_TABLES = [
  'identity.person',
  'identity.account',
  'identity.profile',
  'communities.member',
  'communities.member_role',
] as const

/** People with an account and a place in an organisation: `$1` people, `$2` organisations, `$3` people and `$4` classes of the great one. */
export const COUNTRY_PEOPLE = `
  insert into identity.person (id, surname, name, patronymic, birth_date, created_at)
    select ${id(3, 'i')}, ${surname}, ${name}, ${patronymic},
      case when ${LEARNS} then date '2009-01-01' + (i % 3000)::int else date '1965-01-01' + (i % 12000)::int end, now()
    from ${EVERYBODY};
  insert into identity.account (id, phone, operator, created_at)
    select ${id(4, 'i')}, case when i % 10 not between 1 and 4 then '+79' || lpad(i::text, 9, '0') end, i = 20, now()
    from ${EVERYBODY};
  insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, staff, created_at)
    select ${id(1, 'i')}, ${id(4, 'i')}, ${id(3, 'i')}, 'learning', ${surname}, ${name}, ${patronymic}, i % 10 = 0, now()
    from ${EVERYBODY};
  insert into communities.member (community_id, profile_id, person_id, sort_name, joined_at)
    select ${id(7, organisation)}, ${id(1, 'i')}, ${id(3, 'i')},
      replace(lower(${surname} || ' ' || ${name} || ' ' || ${patronymic}), 'ё', 'е'), now()
    from ${EVERYBODY};
  insert into communities.member_role
    (id, community_id, profile_id, role, unit_id, child_person_id, granted_at, granted_by, basis)
    select ${id(8, 'i')}, ${id(7, organisation)}, ${id(1, 'i')}, ${ROLE}, ${id(11, unit)},
      case when i % 10 > 6 then ${id(3, 'i - 6')} end, now(), ${id(1, '0')}, 'application'
    from ${EVERYBODY};
  insert into communities.member_role (id, community_id, profile_id, role, unit_id, granted_at, basis)
    select ${id(18, 'n')}, ${id(7, '0')}, ${id(1, 'n * 10')}, case when n = 0 then 'administrator' else 'lead' end,
      case when n > 0 then ${id(11, `${GREAT_UNITS} + n - 1`)} end, now(), 'bench'
    from generate_series(0, $4::bigint) n where n * 10 < $3::bigint`

/** Sessions of those who look: somebody of each role in the great organisation, and an operator. */
export const LOOKERS = { administrator: 0, lead: 10, pupil: 1, parent: 7, operator: 20 } as const

export const COUNTRY_SESSIONS = `
  insert into identity.session
    (id, token_hash, account_id, active_profile_id, surface, device, started_at, seen_at, expires_at)
    select ${id(5, 'i')}, sha256(convert_to('bench-' || i, 'UTF8')), ${id(4, 'i')},
      case when i <> ${LOOKERS.operator} then ${id(1, 'i')} end,
      case when i = ${LOOKERS.operator} then 'operator' else 'main' end, 'bench', now(), now(), now() + interval '30 days'
    from unnest(array[${Object.values(LOOKERS).join(', ')}]::bigint[]) i`

/** How the log of acts calls somebody. */
export const pseudonym = (person: number) => String(person).padStart(22, 'p')
export const pseudonymSql = (person: string) => `lpad((${person})::text, 22, 'p')`
