import { pluralRu } from '#web/kit/i18n/plural.ts'

export const ru = {
  edit: 'Изменить',
  erase: 'Удалить',
  copy: 'Копировать текст',
  link: 'Копировать ссылку',
  pin: 'Закрепить',
  unpin: 'Открепить',
  important: 'Отметить важным',
  unimportant: 'Снять отметку «Важное»',
  forward: 'Переслать',
  pick: 'Выбрать несколько',
  report: 'Пожаловаться',
  reactors: 'Кто отреагировал',
  readers: 'Кто прочитал',
  copied: 'Скопировано',
  of: (reaction: string, count: number) =>
    `${reaction}: ${pluralRu(count, { one: 'человек', few: 'человека', many: 'человек', other: 'человека' })}`,
  more: 'Показать ещё',
}
