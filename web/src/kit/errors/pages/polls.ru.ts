import type { PollCode } from '../page-errors.ts'
import { type Sentence, whole } from '../sentence.ts'

/** Sentences of polls (POL). */
export const ru: Readonly<Record<PollCode, Sentence>> = {
  'poll.questionInvalid': (d) => `Напишите вопрос: от одного до ${whole(d, 'lengthMax') ?? 255} знаков.`,
  'poll.optionInvalid': (d) =>
    `Напишите вариант ${whole(d, 'number') ?? ''}: от одного до ${whole(d, 'lengthMax') ?? 100} знаков. Пустой вариант уберите.`,
  'poll.optionTwice': (d) => `Вариант ${whole(d, 'number') ?? ''} уже есть выше. Измените его или уберите.`,
  'poll.endInvalid': 'Опрос завершается не раньше чем через минуту и не позже чем через год. Выберите другое время.',
  'poll.rightInvalid': 'Отметьте верный ответ. Если их несколько, разрешите выбирать несколько вариантов.',
  'poll.testNamed': 'Мини-тест бывает только поимённым: его автор смотрит, кто как ответил.',
  'poll.choiceInvalid': (d) =>
    whole(d, 'choicesMax') === 1 ? 'Выберите один вариант ответа.' : 'Выберите хотя бы один вариант ответа.',
  'poll.unknown': 'В этом сообщении нет опроса.',
  'poll.ended': 'Опрос завершён, голоса больше не принимаются.',
  'poll.voteFinal': 'Вы уже проголосовали, изменить голос здесь нельзя. Так задано при создании опроса.',
  'poll.votersHidden': (d) =>
    d.why === 'test'
      ? 'Кто как ответил на мини-тест, видит только его автор.'
      : 'Опрос анонимный: кто что выбрал, нигде не записано. Так его создали.',
  'poll.notYours': 'Завершить опрос может тот, кто его создал, или тот, кто ведёт чат.',
}
