import type { ErrorDetails } from '#contract/kit/errors.ts'
import type { FileCode, PageSentences } from '../page-errors.ts'
import { whole } from '../sentence.ts'

const MEBIBYTE = 1_048_576

const megabytes = (details: ErrorDetails) => Math.floor((whole(details, 'bytesMax') ?? MEBIBYTE) / MEBIBYTE)

export const fileErrors: PageSentences<FileCode> = {
  ru: {
    'file.unknown': 'Этого файла больше нет. Выберите его ещё раз.',
    'file.tooLarge': (d) => `Файл слишком большой: больше ${megabytes(d)} МБ. Выберите файл поменьше.`,
    'file.quotaReached': (d) =>
      d.whose === 'community'
        ? 'Место для файлов организации закончилось. Скажите об этом её администратору.'
        : 'Место для ваших файлов закончилось. Удалите ненужные и повторите.',
    'file.offsetWrong': 'Отправка файла сбилась. Повторите её.',
    'file.busy': 'Этот файл уже отправляется. Подождите немного и повторите.',
    'file.corrupt': 'Файл пришёл не таким, каким был. Отправьте его ещё раз.',
  },
  en: {
    'file.unknown': 'This file is not there any more. Choose it again.',
    'file.tooLarge': (d) => `The file is too large: more than ${megabytes(d)} MB. Choose a smaller one.`,
    'file.quotaReached': (d) =>
      d.whose === 'community'
        ? 'The organisation has no room for files left. Tell its administrator.'
        : 'You have no room for files left. Delete what is not needed and try again.',
    'file.offsetWrong': 'Sending the file has got out of step. Try again.',
    'file.busy': 'This file is being sent already. Wait a little and try again.',
    'file.corrupt': 'The file has not come as it was. Send it again.',
  },
}
