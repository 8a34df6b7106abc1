import type { VerificationBasis } from '#contract/communities/verification.ts'

type Bases = Readonly<Record<VerificationBasis, string>>

export const ru = {
  title: 'Верифицированные профили',
  sub: 'Сотрудники с «шапочкой»',
  loading: 'Загружаем профили',
  save: 'Скачать CSV',
  saved: 'Файл сохранён',
  file: 'Верифицированные профили',
  search: 'Фамилия или имя',
  columns: { name: 'Имя', role: 'Роль', since: 'Подтверждена', by: 'Кто подтвердил', basis: 'Основание' },
  heads: ['Фамилия, имя, отчество', 'Должность', 'Роль', 'Где', 'Подтверждена', 'Кто подтвердил', 'Основание'],
  by: (name: string) => `решение: ${name}`,
  operator: 'Оператор «Парты»',
  bases: {
    request: 'Заявка организации',
    link: 'Заявка по ссылке',
    messenger: 'Заявка из мессенджера',
    site: 'Заявка с сайта',
    change: 'Решение администратора',
  } satisfies Bases as Bases,
  range: (shown: string, total: string) => `${shown} из ${total}`,
  more: 'Показать ещё',
  empty: {
    title: 'Здесь будут сотрудники',
    text: '«Шапочка» появляется у тех, чью заявку на роль сотрудника одобрит администратор, и исчезает вместе с последней такой ролью.',
  },
  nothing: { title: 'Никого не нашли', text: 'Измените запрос или фильтры.' },
  denied: {
    title: 'Список закрыт для вашей роли',
    text: 'Верифицированные профили видят администраторы организации. Это правило платформы, право может дать администратор.',
  },
}
