import type { Confirm } from '#contract/messenger/announcement.ts'
import type { Answer } from '#contract/messenger/announcements.ts'

/** Where something is announced: in the channel of the whole school, or to an audience of a class. */
export type DemoPlace = 'everyone' | `${'upper' | 'lower'} ${'guardians' | 'pupils'}`

export interface DemoAnnouncement {
  who: string
  /** Days before the end of the seed, and the time of day in Moscow. */
  daysAgo: number
  at: string
  text: string
  important?: true
  places: readonly DemoPlace[]
  confirm?: Pick<Confirm, 'answers' | 'who'> & {
    /** Days after the end of the seed; null where no answer is late. */
    dueIn: number | null
  }
  /** Who has answered for all his children, in this order. */
  answers?: readonly (readonly [who: string, answer: Answer, comment?: string])[]
  /** It is taken back so many minutes later. */
  withdrawnAfter?: number
}

/** What the school announces to families; a mother of two reads most of it once, and is asked twice. */
export const ANNOUNCEMENTS: readonly DemoAnnouncement[] = [
  {
    who: 'director',
    daysAgo: 17,
    at: '12:05',
    text: 'Каникулы начинаются 28-го числа. Последний учебный день — сокращённый: уроки до 12:30, автобус от школы в 12:50.',
    places: ['everyone', 'upper guardians', 'lower guardians'],
  },
  {
    who: 'director',
    daysAgo: 9,
    at: '16:20',
    text: 'Завтра прививка от гриппа для тех, чьи родители дали согласие в школе. Медкабинет, с 9:00.',
    places: ['lower guardians', 'lower pupils'],
    withdrawnAfter: 34,
  },
  {
    who: 'director',
    daysAgo: 9,
    at: '17:10',
    text: 'Прививка от гриппа переносится на следующую неделю, вакцина ещё не пришла. О новом дне сообщим здесь.',
    important: true,
    places: ['lower guardians', 'lower pupils'],
  },
  {
    who: 'director',
    daysAgo: 6,
    at: '11:30',
    text: 'Правила безопасности на льду.\n\nНе выходите на лёд пруда у школы: он тонкий, даже когда кажется крепким. Поговорите об этом с детьми сегодня. Если кто-то провалился, звоните 112 и не подходите сами: подайте палку, шарф, доску.',
    important: true,
    places: ['everyone', 'upper guardians', 'lower guardians'],
    confirm: { answers: 'seen', who: 'one', dueIn: null },
    answers: [
      ['marina', 'seen'],
      ['gordeev', 'seen'],
      ['chernova', 'seen'],
      ['kotova', 'seen'],
      ['baranov', 'seen'],
      ['zimina', 'seen'],
      ['nosova', 'seen'],
    ],
  },
  {
    who: 'maths',
    daysAgo: 4,
    at: '18:40',
    text: 'Поездка 10«Б» в музей космонавтики: суббота, сбор у школы в 8:15, вернёмся к 17:00. Автобус и билеты оплачивает школа. Ответьте, пожалуйста, едет ли ребёнок.',
    places: ['upper guardians'],
    confirm: { answers: 'agree', who: 'one', dueIn: 3 },
    answers: [
      ['gordeeva', 'agree'],
      ['chernova', 'agree'],
      ['akhmetov', 'disagree', 'В субботу тренировка'],
      ['yusupova', 'agree', 'Алину укачивает, ей лучше впереди'],
    ],
  },
  {
    who: 'russian',
    daysAgo: 2,
    at: '15:15',
    text: 'В 8«А» с понедельника новое расписание: русский язык первым уроком во вторник и четверг, физкультура — третьим в среду.',
    places: ['lower guardians', 'lower pupils'],
    confirm: { answers: 'seen', who: 'all', dueIn: 5 },
    answers: [
      ['igor', 'seen'],
      ['somova', 'seen'],
      ['krylova', 'seen'],
    ],
  },
]
