import type { PageSentences, ScheduledCode } from '../page-errors.ts'
import { whole } from '../sentence.ts'

/** Sentences of messages that wait for their time. */
export const scheduledErrors: PageSentences<ScheduledCode> = {
  ru: {
    'scheduled.unknown': 'Этого отложенного сообщения больше нет: оно уже отправлено или удалено.',
    'scheduled.timeInvalid': 'Выберите время, которое ещё не наступило, не дальше чем через год.',
    'scheduled.tooMany': (d) =>
      `Отложить можно не больше ${whole(d, 'scheduledMax') ?? 100} сообщений. Отправьте или удалите лишние.`,
    'scheduled.versionConflict':
      'Это отложенное сообщение только что изменили на другом вашем устройстве. Посмотрите на него ещё раз.',
  },
  en: {
    'scheduled.unknown': 'This scheduled message is not there any more: it is sent or deleted already.',
    'scheduled.timeInvalid': 'Choose a time that is still to come, within a year.',
    'scheduled.tooMany': (d) =>
      `There can be at most ${whole(d, 'scheduledMax') ?? 100} scheduled messages. Send or delete some.`,
    'scheduled.versionConflict': 'Another device of yours has just changed this scheduled message. Look at it again.',
  },
}
