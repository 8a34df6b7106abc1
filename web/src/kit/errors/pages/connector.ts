import type { ErrorDetails } from '#contract/kit/errors.ts'
import type { ConnectorCode, PageSentences } from '../page-errors.ts'
import { whole } from '../sentence.ts'

/** The masked number by which its owner knows the account again that holds a record, or nothing. */
function accountIn({ account }: ErrorDetails, word: string): string {
  return typeof account === 'string' && account !== '' ? ` (${word} ${account})` : ''
}

/** Sentences about systems that tell facts of an organisation. */
export const connectorErrors: PageSentences<ConnectorCode> = {
  ru: {
    'connector.unknown':
      'Эта организация не разрешала системе передавать о ней сведения. Разрешение даёт её администратор.',
    'connector.personUnknown':
      'Школьная система ещё не передала сведений об этом человеке. Спросите её администратора.',
    'connector.tokenInvalid': 'Вход для связи устарел или был для другой системы. Войдите из школьной системы ещё раз.',
    'connector.nameDiffers':
      'Имя в школьной системе и в профиле различаются. Исправьте его там, где оно неверно: в профиле сами, в школе через её администратора.',
    'connector.birthDateDiffers':
      'Дата рождения в школьной системе и в профиле различаются. Неверную исправляет администратор школы.',
    'connector.roleDiffers':
      'В организации этот профиль уже в другой роли, чем в школьной системе. Роль меняет администратор организации.',
    'connector.notAdult': (d) =>
      `Сотрудником и родителем может быть человек не моложе ${whole(d, 'from') ?? 18} лет. Проверьте, тем ли профилем вы вошли.`,
    'connector.personLinked': (d) =>
      `Эта запись школьной системы уже связана с другим профилем${accountIn(d, 'номер')}. Его владелец может отвязать её.`,
    'connector.profileLinked':
      'Этот профиль уже связан с другой записью школьной системы. Отвяжите его там или войдите другим профилем.',
    'connector.systemUnknown': 'Такой системы среди подключённых нет. Обновите страницу и выберите другую.',
    'connector.brakeChanged':
      'Пока вы смотрели, список изменился: другие люди или уже никто не ждёт решения. Посмотрите ещё раз.',
  },
  en: {
    'connector.unknown':
      'This organisation has not let the system tell anything about it. Its administrator can allow that.',
    'connector.personUnknown': 'The school system has not told about this person yet. Ask its administrator.',
    'connector.tokenInvalid':
      'The sign-in is over or was for another system. Sign in from the school system once more.',
    'connector.nameDiffers':
      'The name in the school system is another one than in the profile. Ask its administrator, or write it anew in the profile.',
    'connector.birthDateDiffers':
      'The date of birth in the school system is another one than in the profile. The administrator of the school corrects it.',
    'connector.roleDiffers':
      'The profile has another role in the organisation than in the school system. Its administrator changes roles.',
    'connector.notAdult': (d) =>
      `Whoever works at a school or is a parent is at least ${whole(d, 'from') ?? 18} years old. Sign in with the right profile.`,
    'connector.personLinked': (d) =>
      `This record is already linked with another profile${accountIn(d, 'number')}. The owner of that one can unlink it.`,
    'connector.profileLinked':
      'The profile is already linked with another record. Unlink it there, or sign in with another profile.',
    'connector.systemUnknown': 'There is no such system among those that are connected. Choose another one.',
    'connector.brakeChanged':
      'The list has changed while you looked at it: others wait now, or nobody does. Open it again.',
  },
}
