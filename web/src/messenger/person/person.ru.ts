export const ru = {
  loading: 'Загружаем карточку',
  title: 'Карточка',
  organisations: 'В организациях',
  nowhere: 'Общих организаций нет',
  details: 'О себе',
  birthday: 'День рождения',
  phone: 'Телефон',
  email: 'Почта',
  detailsChanged: (day: string) => `Человек менял это: ${day}. Видно только администраторам.`,
  chats: 'Общие чаты',
  noChats: 'Общих чатов нет',
  write: 'Написать',
  block: 'Заблокировать',
  blockAsk: (name: string) => `Заблокировать: ${name}?`,
  blockText:
    'Этот человек не сможет написать вам лично и добавить вас в группу, и вы не сможете написать ему. Он об этом не узнает. Чаты класса и каналы организации останутся.',
  unblock: 'Разблокировать',
}

export type PersonTexts = typeof ru
