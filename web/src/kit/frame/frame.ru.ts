import { pluralRu } from '../i18n/plural.ts'

export const ru = {
  surfaces: 'Разделы «Парты»',
  brand: 'Парта, на главную',
  unread: (count: number) =>
    pluralRu(count, {
      one: 'непрочитанное',
      few: 'непрочитанных',
      many: 'непрочитанных',
      other: 'непрочитанных',
    }),
  toDecide: (count: number) =>
    pluralRu(count, { one: 'заявка ждёт', few: 'заявки ждут', many: 'заявок ждут', other: 'заявки ждут' }),
  organisation: (name: string) => `Организация: ${name}. Сменить`,
  profile: (name: string) => `Профиль: ${name}`,
  profileShort: 'Профиль',
  switchTitle: 'Организация и профиль',
  offline: 'Нет связи. Показываем сохранённое',
  waiting: (count: number) =>
    `, ${pluralRu(count, { one: 'сообщение ждёт', few: 'сообщения ждут', many: 'сообщений ждут', other: 'сообщения ждут' })} отправки`,
  skip: 'Перейти к содержанию',
  back: 'Назад',
  documentTitle: (title: string) => `${title} — Парта`,
}
