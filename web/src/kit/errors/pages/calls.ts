import type { CallCode, PageSentences } from '../page-errors.ts'
import { seconds, whole } from '../sentence.ts'
import { later } from '../words.en.ts'
import { minutesLeft } from '../words.ru.ts'

export const callErrors: PageSentences<CallCode> = {
  ru: {
    'call.unknown': 'Такого звонка нет.',
    'call.ended': 'Звонок завершён. Начните новый.',
    'call.notAllowed':
      'В этой группе начинать звонки, планировать их и завершать для всех вам нельзя. Это решают владелец и администраторы чата.',
    'call.notHere': 'В этом чате звонков нет. Позвоните в группе или в диалоге.',
    'call.notWanted': 'Этому человеку звонить нельзя: так решил он сам. Напишите ему.',
    'call.locked': 'Звонок закрыт для новых участников. Открыть его может администратор звонка.',
    'call.rejected': 'В звонок вас не впустили. Впустить может администратор звонка.',
    'call.removed': 'Вас удалили из звонка. Впустить снова может администратор звонка.',
    'call.notIn': 'Кто в звонке, видно тем, кого впустил администратор звонка.',
    'call.outside': 'Вас нет в этом звонке. Войдите в него снова.',
    'call.reactionsOff': 'Реакции в этом звонке выключены. Включить их может администратор звонка.',
    'call.nudgedOften': (d) => `Внимание в этом звонке привлекали только что. Повторите ${minutesLeft(seconds(d))}.`,
    'call.notPermitted':
      'Этому человеку сейчас нельзя включать микрофон или камеру. Сначала разрешите ему это или дайте слово.',
    'call.alone':
      'Взрослого и ученика нельзя закрыть вдвоём: это правило платформы. Пусть с ними будет ещё кто-нибудь.',
    'call.guestUnknown': 'Вас долго не было, и гостевой вход закончился. Откройте ссылку на звонок ещё раз.',
    'call.guestNameInvalid': (d) => `Напишите, как вас зовут: от одного до ${whole(d, 'lengthMax') ?? 60} знаков.`,
    'call.guestsMany': (d) =>
      `В зале ожидания уже ${whole(d, 'max') ?? 50} гостей. Подождите, пока администратор звонка впустит кого-нибудь.`,
    'call.personUnknown': 'Такого человека в звонке нет.',
    'call.personAway': 'Этого человека сейчас нет в звонке. Подождите, пока он войдёт.',
    'call.personTwice': 'Один человек стоит в двух залах. Оставьте его в одном.',
    'call.hallNameInvalid': 'Напишите название зала: от одного до шестидесяти знаков.',
    'call.noteInvalid': 'Напишите, что сказать залам: от одного до пятисот знаков.',
    'call.noHalls': 'Залов ещё нет. Сначала создайте их.',
    'call.hallUnknown': 'Такого зала нет.',
    'call.hallsClosed': 'Залы закрыты. Открыть их может администратор звонка.',
    'call.hallsAssigned': 'Зал выбирает администратор звонка. Перевести в другой может он.',
    'call.versionConflict': 'Звонок уже изменил другой администратор. Посмотрите, что теперь действует.',
    'call.full': (d) =>
      `Звонок заполнен: в нём уже ${whole(d, 'max') ?? 500} человек. Подождите, пока кто-нибудь выйдет.`,
    'call.sessionOver': 'Вас долго не было, и вы вышли из звонка. Войдите снова.',
    'call.unavailable':
      'Звонки сейчас не работают: медиасервер не отвечает. Повторите позже или напишите оператору «Парты».',
    'callLink.unknown': 'Такой ссылки на звонок нет. Попросите новую у того, кто ведёт звонок.',
    'callLink.outsider':
      'По этой ссылке приходят люди организации, которой принадлежит чат. Принять вас может её администратор.',
    'callLink.noOrganisation':
      'У этого чата нет организации, поэтому в звонок приходят только его участники. Пригласите людей в чат.',
    'callLink.pupilOpens':
      'Звонок для тех, кого нет в чате, открывает взрослый, который его ведёт. Попросите владельца чата.',
    'callLink.closed': 'По ссылке в этот звонок никто не приходит. Сначала откройте звонок для организации.',
    'callLink.guestsOff':
      'Этот звонок только для тех, у кого есть аккаунт. Войдите в «Парту» или попросите того, кто ведёт звонок, открыть его для гостей.',
    'callLink.pupilsHere':
      'В этом чате есть ученики, а гостей к ним организация не пускает. Решает администратор организации в «Правилах общения».',
    'plannedCall.unknown': 'Такого запланированного звонка больше нет.',
    'plannedCall.titleInvalid': (d) => `Напишите название звонка: от одного до ${whole(d, 'lengthMax') ?? 100} знаков.`,
    'plannedCall.timeInvalid': (d) =>
      `Выберите время, которое ещё не прошло, не дальше чем на ${whole(d, 'daysMax') ?? 366} дней вперёд.`,
    'plannedCall.versionConflict': 'Этот звонок уже изменил кто-то другой. Посмотрите, что теперь запланировано.',
    'plannedCall.tooMany': (d) =>
      `В чате запланировано уже ${whole(d, 'max') ?? 50} звонков, больше нельзя. Отмените ненужный и попробуйте снова.`,
    'plannedCall.early':
      'Этот звонок можно начать за десять минут до его времени. Подождите или начните звонок без плана.',
  },
  en: {
    'call.unknown': 'There is no such call.',
    'call.ended': 'The call has ended. Begin another one.',
    'call.notAllowed':
      'You cannot begin calls in this group, plan them or end them for everybody. Its owner and administrators decide on it.',
    'call.notHere': 'There are no calls in this chat. Call in a group or in a dialogue.',
    'call.notWanted': 'Nobody may call this person: it is their own choice. Write to them instead.',
    'call.locked': 'The call is closed to newcomers. An administrator of the call can open it.',
    'call.rejected': 'You were not let into the call. An administrator of the call can let you in.',
    'call.removed': 'You were taken out of the call. An administrator of the call can let you in again.',
    'call.notIn': 'Those whom an administrator of the call has let in see who is there.',
    'call.outside': 'You are not in this call. Enter it again.',
    'call.reactionsOff': 'Reactions are off in this call. An administrator of the call can switch them on.',
    'call.nudgedOften': (d) => `Attention was drawn in this call just now. Wait, and try again ${later(seconds(d))}.`,
    'call.notPermitted':
      'This person may not switch on the microphone or camera now. Allow it first, or give the floor: open the list of people.',
    'call.alone':
      'An adult and a pupil cannot be shut in alone: this is a rule of the platform. Let somebody else be with them.',
    'call.guestUnknown':
      'You were away for long, and your entry as a guest has ended. Open the link of the call again.',
    'call.guestNameInvalid': (d) => `Write your name in 1 to ${whole(d, 'lengthMax') ?? 60} characters.`,
    'call.guestsMany': (d) =>
      `${whole(d, 'max') ?? 50} guests wait already. Wait until an administrator of the call lets somebody in.`,
    'call.personUnknown': 'There is no such person in the call.',
    'call.personAway': 'This person is not in the call now. Wait until he comes.',
    'call.personTwice': 'One person stands in two halls. Leave him in one.',
    'call.hallNameInvalid': 'Write a hall name of one to sixty characters.',
    'call.noteInvalid': 'Write what to say to the halls, in one to five hundred characters.',
    'call.noHalls': 'There are no halls yet. Make them first.',
    'call.hallUnknown': 'There is no such hall.',
    'call.hallsClosed': 'The halls are closed. An administrator of the call can open them.',
    'call.hallsAssigned': 'An administrator of the call chooses the hall. He can move you to another one.',
    'call.versionConflict': 'Another administrator has changed the call already. See what holds now.',
    'call.full': (d) =>
      `The call is full: ${whole(d, 'max') ?? 500} people are in it already. Wait until somebody leaves.`,
    'call.sessionOver': 'You were away for long and have left the call. Come in again.',
    'call.unavailable': 'Calls do not work now: the media server does not answer. Try later, or write to the operator.',
    'callLink.unknown': 'There is no such link of a call. Ask whoever leads the call for another one.',
    'callLink.outsider':
      'By this link come people of the organisation of the chat. An administrator of the organisation can take you in.',
    'callLink.noOrganisation':
      'This chat has no organisation, so only its people come into the call. Invite people into the chat.',
    'callLink.pupilOpens':
      'An adult who leads the call opens it to those who are not in the chat. Ask the owner of the chat.',
    'callLink.closed': 'Nobody comes into this call by a link. Open the call to the organisation first.',
    'callLink.guestsOff':
      'This call is for those who have an account. Sign in to Парта, or ask whoever leads the call to open it to guests.',
    'callLink.pupilsHere':
      'There are pupils in this chat, and the organisation lets no guests be with them. Its administrator decides on it in the rules of communication.',
    'plannedCall.unknown': 'There is no such planned call any more.',
    'plannedCall.titleInvalid': (d) => `Write the title of the call: 1 to ${whole(d, 'lengthMax') ?? 100} characters.`,
    'plannedCall.timeInvalid': (d) =>
      `Choose a time that has not passed yet, no more than ${whole(d, 'daysMax') ?? 366} days ahead.`,
    'plannedCall.versionConflict': 'Somebody else has changed this call already. See what is planned now.',
    'plannedCall.tooMany': (d) =>
      `${whole(d, 'max') ?? 50} calls are planned in the chat already, there cannot be more. Cancel one and try again.`,
    'plannedCall.early': 'This call can be begun ten minutes before its time. Wait, or begin a call without a plan.',
  },
}
