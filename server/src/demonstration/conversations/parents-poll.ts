/** A question to parents, asked in the course of a conversation of theirs, and how some of them have answered. */
export const PARENTS_POLL = {
  chat: 'upperParents',
  who: 'maths',
  daysAgo: 15,
  at: '19:06',
  question: 'Кто будет на собрании в пятницу?',
  options: ['Буду', 'Опоздаю', 'Не смогу'],
  /** By the places of the options. */
  votes: { chernova: 0, anna: 0, danilova: 0, gordeev: 0, mishina: 1, akhmetov: 2 },
} as const
