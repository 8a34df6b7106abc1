import { pluralRu } from '../../i18n/plural.ts'
import type { SigninCode } from '../page-errors.ts'
import { type Sentence, seconds, whole } from '../sentence.ts'
import { minutesLeft, NAMES } from '../words.ru.ts'

export const ru: Readonly<Record<SigninCode, Sentence>> = {
  'signin.phoneInvalid': 'Проверьте номер телефона: нужны код страны и все цифры.',
  'signin.flowEnded':
    'Этот вход больше не действует: прошло больше получаса, или аккаунт с тех пор изменился. Начните сначала.',
  'signin.stepWrong': 'Этот шаг уже пройден. Начните вход сначала.',
  'signin.passwordWrong': 'Пароль не подошёл. Проверьте раскладку и заглавные буквы.',
  'signin.passwordWeak': 'Пароль слишком простой. Нужно не меньше 8 знаков, не номер телефона и не частое слово.',
  'signin.codeWrong': (d) => {
    const left = whole(d, 'triesLeft')
    if (left === null) return 'Код не подошёл.'
    if (left === 0) return 'Код не подошёл. Попыток не осталось, запросите новый код.'
    return `Код не подошёл. Осталось ${pluralRu(left, { one: 'попытка', few: 'попытки', many: 'попыток', other: 'попытки' })}.`
  },
  'signin.codeExpired': 'Срок кода истёк. Запросите новый.',
  'signin.codeSpent': 'Этот код больше не действует. Запросите новый.',
  'signin.codeTooSoon': (d) => `Новый код можно запросить ${minutesLeft(seconds(d))}.`,
  'signin.codeLimit': (d) => `На этот номер отправлено много кодов. Повторите ${minutesLeft(seconds(d))}.`,
  'signin.callUnavailable': 'Позвонить сейчас не получается. Запросите код в СМС.',
  'signin.smsUnavailable': 'СМС сейчас не отправляются. Повторите через несколько минут.',
  'signin.nameInvalid': (d) => `Проверьте ${NAMES[String(d.field)] ?? 'имя'}: только буквы, дефис, пробел и апостроф.`,
  'signin.birthDateInvalid': 'Такой даты рождения быть не может. Проверьте день, месяц и год.',
  'signin.tooOld': (d) =>
    `По письму учителя регистрируется только ученик до ${d.ageMax ?? 13} лет включительно: укажите дату рождения ребёнка. Старшие регистрируются сами по номеру телефона.`,
  'signin.tooYoung': (d) =>
    `Самостоятельно регистрируются с ${whole(d, 'ageMin') ?? 14} лет, младше — по приглашению учителя.`,
  'password.isSet': 'Пароль уже установлен. Чтобы сменить его, введите нынешний.',
  'factor.codeWrong': 'Код не подошёл. Дождитесь нового кода в приложении или введите один из запасных.',
  'factor.isSet': 'Приложение с кодами уже подключено.',
  'factor.notSet': 'Приложение с кодами не подключено. Начните подключение сначала.',
  'factor.passwordFirst': 'Сначала установите пароль: код из приложения спрашивают после него.',
  'passkey.refused': 'Ключ не подошёл, или время вышло. Начните ещё раз.',
  'passkey.tooMany': 'Ключей уже десять. Уберите тот, которым не пользуетесь.',
  'passkey.unknown': 'Такого ключа уже нет.',
  'oidc.interactionEnded': 'Эта страница устарела. Вернитесь в систему, из которой пришли, и начните вход ещё раз.',
  'oidc.profileUnknown': 'Такого профиля у вас нет. Выберите другой.',
  'oidc.profileNotChosen': 'Сначала выберите профиль.',
}
