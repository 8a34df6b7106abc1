import type { Conversation } from './conversation.ts'

/** What the director tells in the name of the school, by the class of people who read the channel. */
export const CHANNEL_POSTS: readonly (Conversation & { chat: 'everyone' | 'staff' })[] = [
  {
    chat: 'everyone',
    daysAgo: 26,
    at: '10:15',
    lines: [
      [
        'director',
        0,
        'Дорогие семьи и ученики! Спасибо за тёплое начало четверти. Объявления школы теперь приходят сюда; вопросы задавайте классным руководителям.',
      ],
    ],
  },
  {
    chat: 'staff',
    daysAgo: 20,
    at: '13:40',
    lines: [['director', 0, 'Педагогический совет — в среду в 14:30, кабинет 12. Тема: итоги входных работ.']],
  },
  {
    chat: 'everyone',
    daysAgo: 13,
    at: '17:40',
    lines: [
      [
        'director',
        0,
        'С понедельника первый урок начинается в 8:30. Столовая открыта с 8:00, автобус от Северного отправляется в 7:45.',
      ],
    ],
  },
  {
    chat: 'staff',
    daysAgo: 3,
    at: '09:05',
    lines: [['director', 0, 'Коллеги, до пятницы проверьте, что все родители ваших классов вступили в чаты.']],
  },
  {
    chat: 'everyone',
    daysAgo: 2,
    at: '18:10',
    lines: [['director', 0, 'В субботу — день открытых дверей. Ждём семьи будущих первоклассников в 11:00.']],
  },
]
