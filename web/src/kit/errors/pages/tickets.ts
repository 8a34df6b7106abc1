import { pluralEn, pluralRu } from '../../i18n/plural.ts'
import type { PageSentences, TicketCode } from '../page-errors.ts'
import { seconds } from '../sentence.ts'

const FIELDS = {
  ru: { surname: 'фамилию', name: 'имя', patronymic: 'отчество', about: 'рассказ о себе' },
  en: { surname: 'surname', name: 'first name', patronymic: 'patronymic', about: 'words about yourself' },
}

/** Sentences of tickets about accounts that nobody gets into any more. */
export const ticketErrors: PageSentences<TicketCode> = {
  ru: {
    'ticket.unknown': 'Такого обращения нет, или прошло больше часа. Подтвердите номер ещё раз.',
    'ticket.nameInvalid': (d) =>
      `Проверьте ${FIELDS.ru[String(d.field) as keyof typeof FIELDS.ru] ?? 'имя'}: поле не должно быть пустым, в именах только буквы, дефис и пробел.`,
    'ticket.reasonMissing': 'Напишите, почему вы так решили.',
    'ticket.changed': 'Обращение уже изменилось. Посмотрите на него ещё раз.',
    'ticket.own': 'Своё обращение подтверждает другой человек. Так решила платформа.',
    'ticket.twice': 'Вы это уже подтвердили. Второе подтверждение даёт другой человек.',
    'ticket.otherMember': 'Первый подтвердивший назвал другого участника. Договоритесь с ним или отклоните обращение.',
    'ticket.withoutPhone': 'Этот участник входит по карточке класса, номера у него нет. Напечатайте новую карточку.',
    'ticket.noMerge':
      'Объединить нельзя: с номером из обращения нет аккаунта, или в нём другое имя или дата рождения. Объединяются только аккаунты одного человека.',
    'ticket.orderNeeded':
      'Права администратора возвращаются с телефоном из заявки или по приказу директора. Попросите приложить приказ на странице обращения.',
    'ticket.checkFailed':
      'Сведения не совпали с заявкой организации. Проверьте полное название, фамилию, имя, отчество и четыре цифры.',
    'ticket.checkLocked': (d) =>
      `Три попытки не подошли, и проверка закрыта. Повторите через ${pluralRu(Math.ceil(seconds(d) / 60), { one: 'минуту', few: 'минуты', many: 'минут', other: 'минут' })}.`,
    'ticket.waits': 'Этот аккаунт уже ждёт по другому обращению. Если оно чужое, сначала отклоните его.',
  },
  en: {
    'ticket.unknown': 'There is no such request, or more than an hour has passed. Confirm the number again.',
    'ticket.nameInvalid': (d) =>
      `Check the ${FIELDS.en[String(d.field) as keyof typeof FIELDS.en] ?? 'name'}: it cannot be empty, and names hold letters, hyphens and spaces only.`,
    'ticket.reasonMissing': 'Write why you have decided so.',
    'ticket.changed': 'The request has changed meanwhile. Look at it again.',
    'ticket.own': 'Somebody else confirms your own request. A rule of the platform.',
    'ticket.twice': 'You have confirmed this already. The second confirmation is somebody else’s.',
    'ticket.otherMember': 'Whoever confirmed first has named another member. Talk to them, or refuse the request.',
    'ticket.withoutPhone': 'This member signs in by a class card and has no number. Print a new card.',
    'ticket.noMerge':
      'They cannot be united: there is no account with the number of the request, or its first name or birth date differs. Only accounts of one person are united.',
    'ticket.orderNeeded':
      'The right of an administrator returns with the phone of the request or by an order of the director. Ask for the order on the page of the ticket.',
    'ticket.checkFailed':
      'This is not what stands in the request of the organisation. Check the full names and the four digits.',
    'ticket.checkLocked': (d) =>
      `Three tries were wrong, and the check is closed. Try again in ${pluralEn(Math.ceil(seconds(d) / 60), { one: 'minute', other: 'minutes' })}.`,
    'ticket.waits': 'This account waits for another request already. If that one is a stranger’s, refuse it first.',
  },
}
