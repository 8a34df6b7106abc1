import { pluralRu } from '#web/kit/i18n/plural.ts'

const applications = (count: number) =>
  pluralRu(count, { one: 'заявка', few: 'заявки', many: 'заявок', other: 'заявки' })

export const ru = {
  title: 'Разбор заявок',
  loading: 'Загружаем заявки',
  waiting: (count: number) =>
    count === 0
      ? 'Все заявки разобраны'
      : `${pluralRu(count, { one: 'заявка ждёт', few: 'заявки ждут', many: 'заявок ждут', other: 'заявки ждут' })} решения`,
  states: 'Состояние заявок',
  tabs: { pending: 'Ждут решения', approved: 'Одобрены', rejected: 'Отклонены', closed: 'Отозваны и истекли' },
  search: 'Фамилия или имя',
  filters: { role: 'Роль', path: 'Путь', date: 'Дата' },
  dates: { today: 'Сегодня', week: 'За 7 дней', month: 'За 30 дней' },
  columns: { who: 'Заявитель', place: 'Роль', path: 'Путь', at: 'Подана', actions: 'Действия', state: 'Решение' },
  parentOf: (name: string) => `ребёнок: ${name}`,
  approve: 'Одобрить',
  reject: 'Отклонить',
  approveOne: (name: string) => `Одобрить: ${name}`,
  rejectOne: (name: string) => `Отклонить: ${name}`,
  range: (shown: string, total: string) => `${shown} из ${total}`,
  more: 'Показать ещё',
  bulk: {
    label: 'Действия с выбранными',
    selected: (count: number) => `Выбрано: ${count}`,
    all: (count: number) => `Выбрать все ${count}`,
    clear: 'Снять выбор',
    busy: 'Сохраняем решение…',
    approve: (count: number) => `Одобрить ${count}`,
    reject: 'Отклонить',
  },
  done: {
    approve: (count: number) => `Одобрено: ${applications(count)}`,
    reject: (count: number) => `Отклонено: ${applications(count)}`,
    skipped: (count: number, why: string) => `Не решено: ${applications(count)}. ${why}`,
    undone: (count: number) => `Решение отменено: ${applications(count)}`,
  },
  panel: {
    label: 'Заявка',
    position: (at: number, all: string) => `${at} из ${all}`,
    close: 'Закрыть заявку',
    role: 'Роль',
    unit: 'Куда',
    job: 'Должность',
    child: 'Ребёнок',
    birth: 'Дата рождения',
    path: 'Путь',
    at: 'Подана',
    decided: 'Решение',
    decidedBy: (name: string) => `решает ${name}`,
    by: 'Кто решил',
    reason: 'Причина',
    undo: 'Отменить решение',
    age: (years: number) => pluralRu(years, { one: 'год', few: 'года', many: 'лет', other: 'года' }),
  },
  rejecting: {
    titleOne: 'Отклонить заявку',
    titleMany: (count: number) => `Отклонить: ${applications(count)}`,
    legend: 'Причина. Её увидит заявитель',
    reasons: {
      notInList: 'Ребёнка или сотрудника нет в списках',
      wrongRole: 'Выбрана не та роль',
      stranger: 'Человек не связан с организацией',
      other: 'Другая причина',
    },
    comment: 'Пояснение',
    commentHint: (max: number) => `До ${max} знаков`,
    missing: 'Напишите причину: её прочитает заявитель',
    keep: 'Оставить в очереди',
    submit: 'Отклонить',
  },
  empty: {
    pending: {
      title: 'Заявок нет',
      text: 'Сюда попадают заявки по ссылкам, из мессенджера и с сайта. Разошлите ссылки-приглашения, и здесь появятся первые.',
    },
    other: { title: 'Здесь пока пусто', text: 'Таких заявок в организации нет.' },
    nothing: { title: 'Ничего не найдено', text: 'Измените запрос или фильтры.' },
    action: 'Создать ссылку',
  },
  denied: {
    title: 'Разбор заявок закрыт для вашей роли',
    text: 'Заявки разбирает администратор организации. Это правило платформы, право может дать администратор.',
  },
}
