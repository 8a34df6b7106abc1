import { pluralRu } from '#web/kit/i18n/plural.ts'

export const ru = {
  title: 'Новый чат',
  organisation: 'Организация',
  search: 'Имя или фамилия',
  searchLabel: 'Поиск контакта по имени или фамилии',
  loading: 'Контакты загружаются',
  nothingFound: 'Среди контактов этой организации никого не нашлось',
  empty: 'Контактов пока нет. Здесь появятся люди вашей организации.',
  more: 'Показать ещё',
  group: 'Создать групповой чат',
  groupTitle: 'Новый групповой чат',
  chosen: (count: number) =>
    `Выбрано: ${pluralRu(count, { one: 'человек', few: 'человека', many: 'человек', other: 'человека' })}`,
  name: 'Название чата',
  nameMissing: 'Введите название чата',
  noUnit: 'Ничей: просто группа',
  unitHint: (lead: string) => `Чат ведут те, у кого роль «${lead}», пока она у них есть.`,
  peopleOf: (unit: string) => `Показать людей: ${unit.toLocaleLowerCase('ru')}`,
  anyUnit: 'Из всей организации',
  chooseAll: (unit: string) => `Выбрать всех: ${unit}`,
  picture: 'Картинка нового чата',
  pictureAdd: 'Добавить картинку',
  pictureRemove: 'Убрать картинку',
  pictureFailed: 'Чат создан, а картинка не сохранилась. Поставьте её в «Сведениях о чате».',
  choose: 'Выберите хотя бы одного человека',
  create: 'Создать чат',
}
