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
        ? 'Место для файлов организации закончилось. Больше может дать только оператор «Парты»: скажите об этом администратору организации.'
        : 'Место для ваших файлов закончилось. Удалите ненужные и повторите.',
    'file.offsetWrong': 'Отправка файла сбилась. Повторите её.',
    'file.busy': 'Этот файл уже отправляется. Подождите немного и повторите.',
    'file.corrupt': 'Файл пришёл не таким, каким был. Отправьте его ещё раз.',
    'round.tooLong': 'Видеоэмоция длиннее минуты: это предел платформы. Запишите её по частям.',
    'voice.tooLong': 'Голосовое сообщение длиннее 15 минут: это предел платформы. Запишите его по частям.',
    'media.unavailable':
      'На этом сервере нет программы ffmpeg, без неё не бывает голосовых сообщений и видеоэмоций. Её ставит администратор «Парты».',
    'photo.unknown': 'Этой фотографии больше нет.',
    'picture.formatWrong': 'Это не фотография. Подойдут файлы JPEG, PNG и WebP.',
    'picture.heic':
      'Это снимок в формате HEIC, как его хранят телефоны Apple. Сохраните его как JPEG: в настройках камеры выберите «Наиболее совместимые» или перешлите снимок себе через «Почту».',
    'picture.unreadable': 'Файл повреждён: снимок не открывается. Выберите другой.',
    'picture.tooSmall': (d) =>
      `Снимок слишком маленький: нужно хотя бы ${whole(d, 'sideMin') ?? 64} точки по каждой стороне. Выберите другой.`,
    'picture.tooManyPixels': 'В снимке слишком много точек. Уменьшите его и выберите снова.',
    'photo.changedOften': 'Фотографию меняли уже десять раз за сутки. Попробуйте завтра.',
    'photo.reasonMissing': 'Напишите причину: её прочитает человек, чью фотографию вы убираете.',
  },
  en: {
    'file.unknown': 'This file is not there any more. Choose it again.',
    'file.tooLarge': (d) => `The file is too large: more than ${megabytes(d)} MB. Choose a smaller one.`,
    'file.quotaReached': (d) =>
      d.whose === 'community'
        ? 'The organisation has no room for files left. Only the operator of Parta can give more: tell the administrator of your organisation.'
        : 'You have no room for files left. Delete what is not needed and try again.',
    'file.offsetWrong': 'Sending the file has got out of step. Try again.',
    'file.busy': 'This file is being sent already. Wait a little and try again.',
    'file.corrupt': 'The file has not come as it was. Send it again.',
    'round.tooLong': 'The round video is longer than a minute: this is the limit of the platform. Record it in parts.',
    'voice.tooLong':
      'The voice message is longer than 15 minutes: this is the limit of the platform. Record it in parts.',
    'media.unavailable':
      'This server has no ffmpeg, and there are no voice messages and round videos without it. The administrator of Parta installs it.',
    'photo.unknown': 'This photo is not there any more.',
    'picture.formatWrong': 'This is no photo. Files of JPEG, PNG and WebP will do.',
    'picture.heic':
      'This is a picture in the format HEIC, as phones of Apple keep it. Save it as JPEG: choose “Most Compatible” in the settings of the camera, or mail the picture to yourself.',
    'picture.unreadable': 'The file is damaged: the picture does not open. Choose another one.',
    'picture.tooSmall': (d) =>
      `The picture is too small: at least ${whole(d, 'sideMin') ?? 64} pixels on each side are needed. Choose another one.`,
    'picture.tooManyPixels': 'The picture has too many pixels. Make it smaller and choose it again.',
    'photo.changedOften': 'The photo was changed ten times today already. Try again tomorrow.',
    'photo.reasonMissing': 'Write a reason: the person whose photo you take away reads it.',
  },
}
