import { pluralRu } from '#web/kit/i18n/plural.ts'

const messages = { one: 'сообщение', few: 'сообщения', many: 'сообщений', other: 'сообщения' }

export const ru = {
  title: 'Переслать',
  what: (count: number) => pluralRu(count, messages),
  search: 'Найти чат',
  list: 'Чаты, в которые можно переслать',
  nothing: 'Чатов, в которые вам можно писать, с таким названием нет.',
  comment: 'Комментарий',
  commentHint: 'Необязательно. Он встанет перед пересланным от вашего имени.',
  action: (chats: number) => (chats < 2 ? 'Переслать' : `Переслать в ${chats}`),
  choose: 'Выберите, куда переслать.',
  most: (max: number) => `За один раз — не больше ${max} чатов.`,
  done: (chats: number, title: string) =>
    chats === 1
      ? `Переслано в чат «${title}»`
      : `Переслано в ${pluralRu(chats, { one: 'чат', few: 'чата', many: 'чатов', other: 'чата' })}`,
  refused: 'Сюда не переслано:',
  chooseFirst: 'Сначала выберите сообщения',
  chosen: (count: number) => `Выбрано ${pluralRu(count, messages)}`,
  cancel: 'Отменить выбор',
  copy: 'Копировать',
  copied: 'Скопировано',
  important: 'Отметить важными',
  unimportant: 'Снять отметку «Важное»',
  marked: (count: number) => `${pluralRu(count, messages)} — теперь среди важных`,
  unmarked: (count: number) => `${pluralRu(count, messages)} — больше не среди важных`,
  remove: 'Удалить',
  notForwarded: 'Среди выбранного есть то, что не пересылают: исчезающее или из чата, где это закрыто.',
  limit: (max: number) => `За один раз можно выбрать не больше ${max} сообщений.`,
}
