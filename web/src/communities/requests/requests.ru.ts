import type { RequestState } from '#contract/communities/requests.ts'

export const ru = {
  documentTitle: 'Заявка организации — Парта',
  loading: 'Открываем заявку',
  number: (number: number) => `Заявка № ${number}`,
  sub: (name: string, phone: string) => `${name} · телефон администратора ${phone}`,
  states: {
    filed: 'Подана',
    checking: 'На проверке',
    clarifying: 'Нужны уточнения',
    approved: 'Одобрена',
    rejected: 'Отклонена',
  } satisfies Record<RequestState, string> as Readonly<Record<RequestState, string>>,
  titles: {
    filed: 'Заявка подана',
    checking: 'Оператор проверяет заявку',
    clarifying: 'Нужны уточнения',
    approved: 'Организация подключена',
    rejected: 'Заявка отклонена',
  } satisfies Record<RequestState, string> as Readonly<Record<RequestState, string>>,
  waiting: {
    title: 'Оператор проверит заявку',
    text: 'Он сверит телефон администратора с приказом. О решении придёт СМС, ждать на этой странице не нужно.',
  },
  after: {
    title: 'Администратор войдёт по своему номеру',
    text: 'Права появятся сами. На главной странице будут первые задачи.',
  },
  clarify: 'Оператор свяжется с администратором по телефону из заявки. Другой приказ можно приложить на этой странице.',
  order: {
    title: 'Приказ директора',
    text: 'На бланке организации, с подписью и печатью: кто администратор и какой у него телефон. Без приказа заявку одобряют только в особых случаях.',
  },
  enter: 'Войти',
  newRequest: 'Подать новую заявку',
  keep: 'Сохраните адрес этой страницы: по нему видно состояние заявки. Данных организации здесь нет.',
  copy: 'Скопировать адрес',
  copied: 'Адрес скопирован',
  noSecret: {
    title: 'Адрес заявки неполный',
    text: 'Откройте ссылку целиком: она заканчивается длинным кодом после знака #.',
  },
  front: 'На главную',
}
