import type { ChatLinkCode, PageSentences } from '../page-errors.ts'
import { whole } from '../sentence.ts'

export const chatLinkErrors: PageSentences<ChatLinkCode> = {
  ru: {
    'chatLink.unknown':
      'Ссылка не действует: её заменили, её срок закончился или по ней вошли все, кого ждали. Попросите новую у того, кто её прислал.',
    'chatLink.outsider':
      'Ссылка ведёт в чат организации, в которой вы не состоите. Сначала вступите в организацию: приглашение даёт её администратор или классный руководитель.',
    'chatLink.notContact':
      'По этой ссылке входят только те, кого её автор мог бы добавить сам: люди его классов и сотрудники. Так организация бережёт детей. Попросите того, кто ведёт чат, добавить вас.',
    'chatLink.removed':
      'Вас удалили из этого чата, по ссылке в него не вернуться. Добавить вас снова может тот, кто его ведёт.',
    'chatLink.declined': 'Вашу просьбу о вступлении отклонили. Добавить вас может тот, кто ведёт чат.',
    'chatLink.phoneInvalid': 'Проверьте номер: нужен мобильный телефон, например +7 900 000-00-00.',
    'chatLink.pupilSends': 'СМС с приглашением отправляют только взрослые. Покажите ссылку или QR-код.',
    'chatLink.smsLimit': (d) =>
      d.of === 'chat'
        ? `По ссылке этого чата за сутки уже отправили ${whole(d, 'perDayMax') ?? 30} СМС, это предел. Покажите QR-код или отправьте ссылку сами.`
        : `За сутки вы отправили ${whole(d, 'perDayMax') ?? 20} СМС с приглашениями, это предел. Покажите QR-код или отправьте ссылку сами.`,
    'chatLink.smsQuota':
      'У организации закончились СМС на этот месяц. Увеличить их число может оператор. Покажите QR-код или отправьте ссылку сами.',
    'chatLink.smsUnavailable': 'СМС не ушло: служба доставки не ответила. Оно не засчитано, попробуйте позже.',
    'joinRequest.unknown': 'Этой просьбы уже нет: её решил кто-то другой.',
  },
  en: {
    'chatLink.unknown':
      'The link leads nowhere: it was replaced, it has expired, or everybody who was expected has come. Ask whoever sent it for a new one.',
    'chatLink.outsider':
      'The link leads into a chat of an organisation in which you are no member. Join the organisation first: its administrator or the class teacher gives the invitation.',
    'chatLink.notContact':
      'Only those come in by this link whom its author could add: people of their classes and the staff. That is how the organisation protects children. Ask whoever leads the chat to add you.',
    'chatLink.removed':
      'You were removed from this chat and cannot come back by the link. Whoever leads it can add you again.',
    'chatLink.declined': 'Your request to join was declined. Whoever leads the chat can add you.',
    'chatLink.phoneInvalid': 'Check the number: it has to be a mobile phone, such as +7 900 000-00-00.',
    'chatLink.pupilSends':
      'Only adults send invitations by SMS: this is a rule of the platform. Show the link or the QR code.',
    'chatLink.smsLimit': (d) =>
      d.of === 'chat'
        ? `${whole(d, 'perDayMax') ?? 30} SMS were sent with the link of this chat within a day, which is the limit. Show the QR code or send the link yourself.`
        : `You have sent ${whole(d, 'perDayMax') ?? 20} SMS with invitations within a day, which is the limit. Show the QR code or send the link yourself.`,
    'chatLink.smsQuota':
      'The organisation has no SMS left this month. The operator can give it more. Show the QR code or send the link yourself.',
    'chatLink.smsUnavailable':
      'The SMS did not leave: the delivery service has not answered. It is not counted, try again later.',
    'joinRequest.unknown': 'This request is gone: somebody else has decided on it.',
  },
}
