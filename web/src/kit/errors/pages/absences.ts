import type { ErrorDetails } from '#contract/kit/errors.ts'
import { pluralEn, pluralRu } from '../../i18n/plural.ts'
import type { AbsenceCode, PageSentences } from '../page-errors.ts'
import { whole } from '../sentence.ts'

const daysRu = (count: number) => pluralRu(count, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })
const daysEn = (count: number) => pluralEn(count, { one: 'day', other: 'days' })

function wrongDaysRu(d: ErrorDetails): string {
  if (d.rule === 'order') return 'Последний день раньше первого. Поменяйте их местами.'
  if (d.rule === 'long')
    return `Отсутствие длиннее ${whole(d, 'daysMax') ?? 92} дней не сообщают. Укажите другой последний день.`
  if (d.rule === 'past')
    return `О прошедшем сообщают в течение ${whole(d, 'backDays') ?? 14} дней. Укажите другой первый день.`
  if (d.rule === 'ahead')
    return `Сообщают не раньше чем за ${daysRu(whole(d, 'aheadDays') ?? 92)}. Укажите другой первый день.`
  return 'Такого дня нет в календаре. Укажите другой.'
}

function wrongDaysEn(d: ErrorDetails): string {
  if (d.rule === 'order') return 'The last day comes before the first one. Choose other days.'
  if (d.rule === 'long')
    return `An absence lasts ${daysEn(whole(d, 'daysMax') ?? 92)} at most. Choose another last day.`
  if (d.rule === 'past')
    return `What is past is told within ${daysEn(whole(d, 'backDays') ?? 14)}. Choose another first day.`
  if (d.rule === 'ahead')
    return `It is told ${daysEn(whole(d, 'aheadDays') ?? 92)} ahead at most. Choose another first day.`
  return 'There is no such day. Choose another one.'
}

export const absenceErrors: PageSentences<AbsenceCode> = {
  ru: {
    'absence.byParents': 'Об отсутствии сообщают родители ученика.',
    'absence.ofLeads':
      'Сообщения родителей читает руководитель класса или группы. Его назначает администратор организации.',
    'absence.noTeacher':
      'У этого класса нет руководителя: прочитать сообщение некому. Позвоните в школу; руководителя назначает её администратор.',
    'absence.daysWrong': wrongDaysRu,
    'absence.noteTooLong': (d) => `Пояснение длиннее ${whole(d, 'lengthMax') ?? 300} знаков. Напишите короче.`,
    'absence.paperWrong': 'Подойдут PDF, JPEG, PNG и WebP. Выберите другой файл.',
    'absence.told': 'Об отсутствии в эти дни уже сообщили. Измените то сообщение.',
    'absence.unknown': 'Этого сообщения больше нет: его отозвали. Сообщите заново.',
    'absence.changed': 'Сообщение тем временем изменили. Закройте окно и посмотрите, что в нём теперь.',
    'absence.over': (d) =>
      `Эти дни давно прошли: сообщение меняют в течение ${whole(d, 'backDays') ?? 14} дней. Напишите учителю.`,
  },
  en: {
    'absence.byParents': 'The parents of the pupil tell about an absence.',
    'absence.ofLeads':
      'What parents tell is read by the leader of the class or group, who is appointed by an administrator of the organisation.',
    'absence.noTeacher':
      'Nobody leads this class, so nobody would read it. Call the school; its administrator appoints the leader.',
    'absence.daysWrong': wrongDaysEn,
    'absence.noteTooLong': (d) =>
      `The note is longer than ${whole(d, 'lengthMax') ?? 300} characters. Write a shorter one.`,
    'absence.paperWrong': 'PDF, JPEG, PNG and WebP will do. Choose another file.',
    'absence.told': 'An absence on these days is told already. Open that one and change it.',
    'absence.unknown': 'It is not there any more: somebody has taken it back. Tell it anew, a parent can.',
    'absence.changed': 'It was changed meanwhile. Go back and look at what it says now.',
    'absence.over': (d) =>
      `These days are long over: it can be changed within ${daysEn(whole(d, 'backDays') ?? 14)}. Write to the teacher.`,
  },
}
