import type { ru } from './teacher.ru.ts'

export const en: typeof ru = {
  title: 'Confirm that I am a teacher',
  sub: 'An administrator of the organisation in which you work decides on the application. After the approval a cap stands beside your name, and colleagues and parents see your patronymic.',
  loading: 'Looking whether you may apply',
  field: {
    organisation: 'Where you work',
    hint: 'Three letters of its name at least, or its whole INN',
    nothing:
      'Nothing was found. Check the name or the INN. If the organisation is not in Parta yet, its head connects it.',
    chosen: 'Organisation chosen',
    change: 'Choose another one',
  },
  organisationMissing: 'Find the organisation and choose it in the list',
  note: 'The administrator sees your name, date of birth and position. Until the decision you see neither members nor messages of the organisation.',
  send: 'Send the application',
  refused: {
    verified: {
      title: 'Your status is confirmed already',
      text: 'You have a role of staff, and the cap stands beside your name. Another organisation is joined by its invitation link.',
    },
    notAdult: {
      title: 'A status is confirmed from the age of 18',
      text: 'A rule of the platform. The button appears on your eighteenth birthday.',
    },
  },
}
