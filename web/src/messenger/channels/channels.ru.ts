import { number, pick, pluralRu } from '#web/kit/i18n/plural.ts'

const people = (count: number) =>
  pluralRu(count, { one: 'человека', few: 'человек', many: 'человек', other: 'человека' })

export const ru = {
  title: 'Каналы',
  sub: 'Обращения в организацию: пишет организация, отвечать в канале нельзя',
  documentTitle: 'Каналы — Парта',
  loading: 'Загружаем каналы',
  denied: {
    title: 'Каналы ведут администраторы',
    text: 'Писать от имени организации могут её администраторы. Посты вы читаете в мессенджере.',
  },
  tabs: 'Канал',
  compose: {
    poll: 'Опрос',
    asked: (title: string) => `Опрос опубликован в канале «${title}»`,
    label: 'Текст поста',
    placeholder: 'Что сообщить?',
    hidden: 'Ваше имя увидят только администраторы',
    write: 'Напишите текст объявления',
    publish: (audience: number) => `Опубликовать для ${people(audience)}`,
    done: (title: string) => `Опубликовано в канале «${title}»`,
    left: (count: number) =>
      `${pick('ru', count, { one: 'Остался', other: 'Осталось' })} ${pluralRu(count, { one: 'знак', few: 'знака', many: 'знаков', other: 'знака' })}`,
    over: (count: number) =>
      `Длиннее на ${pluralRu(count, { one: 'знак', few: 'знака', many: 'знаков', other: 'знака' })}: сократите текст`,
  },
  reactions: {
    title: 'Реакции читателей',
    note: 'Читатели отвечают на посты отмеченными реакциями. Кто отреагировал, не видит никто.',
    off: 'Реакции выключены. Поставленные раньше остаются.',
    all: 'Разрешить все',
    none: 'Выключить',
    done: (count: number): string => (count === 0 ? 'Реакции в канале выключены' : 'Реакции канала сохранены'),
  },
  posts: {
    loading: 'Загружаем посты',
    empty: { title: 'Постов ещё нет', text: 'Первый пост получат все, кто читает канал. Ваше имя им не видно.' },
    actions: 'Действия с постом',
    edited: 'изменён',
    erased: 'Пост удалён',
    read: (read: number, audience: number) => `Прочитали ${number(read)} из ${number(audience)}`,
    author: (name: string) => `автор: ${name}`,
    gone: 'удалённый профиль',
    edit: 'Изменить',
    pollStays: 'Вопрос не меняют: на него уже могли ответить',
    dayOver: 'Пост меняют в течение 24 часов. Это время прошло.',
    erase: 'Удалить',
    more: 'Показать раньше',
  },
  editing: {
    title: 'Изменить пост',
    cancel: 'Отмена',
    submit: 'Сохранить',
    done: 'Пост изменён у всех, кто читает канал',
  },
  erasing: {
    title: 'Удалить пост?',
    text: 'Он исчезнет у всех, кто читает канал. Вернуть его нельзя.',
    cancel: 'Отмена',
    submit: 'Удалить у всех',
    done: 'Пост удалён',
  },
  reach: {
    title: 'Охват',
    loading: 'Считаем, кто прочитал',
    delivered: 'Доставлено',
    read: 'Прочитали',
    readMark: 'прочитали',
    deliveredMark: 'дошло',
    people: 'Люди',
    of: (read: number, all: number) => `${number(read)} из ${number(all)}`,
    percent: (part: number) => `${number(part)} %`,
    all: 'Показать все',
    rest: (count: number) => `Ещё ${number(count)}`,
    none: 'В единицах никто не состоит.',
    note: 'Считаются те, кто показывает, что прочитал.',
  },
}
