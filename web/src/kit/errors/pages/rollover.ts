import type { PageSentences, RolloverCode } from '../page-errors.ts'
import { whole } from '../sentence.ts'

/** Sentences of taking units into the next school year. */
export const rolloverErrors: PageSentences<RolloverCode> = {
  ru: {
    'rollover.unknown': 'Такого перевода нет: его план отменили.',
    'rollover.nothing': 'Переводить некого: все классы и группы уже относятся к новому учебному году.',
    'rollover.changed':
      'С этим переводом уже что-то сделали, возможно, другой администратор. Посмотрите на него ещё раз.',
    'rollover.undecided': (d) =>
      `Не решено, что делать дальше: ${whole(d, 'count') ?? 1}. Выберите действие для каждой строки, это может любой администратор организации.`,
    'rollover.conflicting': (d) =>
      `Новые названия не подходят: ${whole(d, 'count') ?? 1}. Причина указана в каждой такой строке; выберите другое название или действие.`,
    'rollover.undoOver':
      'Перевод можно отменить в течение недели, и она прошла. Названия и архив администратор меняет по одному на странице классов.',
  },
  en: {
    'rollover.unknown': 'There is no such move into a new year: its plan was cancelled.',
    'rollover.nothing': 'There is nothing to move: all classes and groups belong to the new school year.',
    'rollover.changed':
      'Something was done with this move already, perhaps by another administrator. Look at it again.',
    'rollover.undecided': (d) =>
      `Not decided yet: ${whole(d, 'count') ?? 1}. Choose what becomes of each row; any administrator of the organisation can.`,
    'rollover.conflicting': (d) =>
      `New names that are impossible: ${whole(d, 'count') ?? 1}. Each of these rows says why; choose another name or action.`,
    'rollover.undoOver':
      'It can be taken back within a week, and that is over. An administrator changes names and the archive one by one on the page of classes.',
  },
}
