import { pluralRu } from '#web/kit/i18n/plural.ts'

export const ru = {
  title: 'Отправить позже',
  sub: 'Сообщение отправит сервер, даже если это устройство выключено. Время — по часам этого устройства.',
  evening: (time: string) => `Сегодня в ${time}`,
  tomorrow: (time: string) => `Завтра в ${time}`,
  monday: (day: string, time: string) => `В понедельник, ${day}, в ${time}`,
  own: 'Другой день и время',
  put: 'Отложить',
  past: 'Выберите время, которое ещё не наступило.',
  done: (when: string) => `Сообщение отправится: ${when}`,
  waiting: (count: number) =>
    pluralRu(count, {
      one: 'отложенное сообщение',
      few: 'отложенных сообщения',
      many: 'отложенных сообщений',
      other: 'отложенного сообщения',
    }),
  failed: (count: number) =>
    `Не отправлено в срок: ${pluralRu(count, { one: 'сообщение', few: 'сообщения', many: 'сообщений', other: 'сообщения' })}`,
  listTitle: 'Отложенные сообщения',
  listEmpty: 'Отложенных сообщений больше нет.',
  at: (when: string) => `Отправится: ${when}`,
  notSent: (when: string) => `Не отправлено ${when}.`,
  gone: 'Чат недоступен',
  edit: 'Изменить',
  save: 'Сохранить',
  cancel: 'Отмена',
  text: 'Текст сообщения',
  now: 'Отправить сейчас',
  remove: 'Удалить',
  removed: 'Отложенное сообщение удалено',
  sent: 'Сообщение отправлено',
  loading: 'Загружается…',
}
