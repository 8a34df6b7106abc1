import type { AnnouncementCode } from '../page-errors.ts'
import { type Sentence, whole } from '../sentence.ts'

/** Why nothing is announced in a place, by the rule. */
export const RULES: Readonly<Record<string, string>> = {
  channel: 'в каналах пишут администраторы организации',
  unit: 'объявления классу делают его учителя и администратор организации',
  archived: 'класс в архиве, вернуть его может администратор организации',
  slow: 'в чате медленный режим, его меняют те, кто ведёт чат',
  supervised: 'этот чат видит ещё один взрослый, и сказанное в нём остаётся: так решила организация',
  audience: 'это чат объявлений: выберите вместо него класс',
  'message.leadersOnly': 'в этот чат пишут только те, кто его ведёт',
  'chat.archived': 'в этом чате больше не пишут: класс в архиве у администратора организации',
  'chat.adultPupilDirect':
    'взрослый и ученик оказались бы вдвоём, а организация этого не разрешает; правило меняет её администратор',
  'chat.guardianMissing': 'взрослый и ученик оказались бы вдвоём, а у родителей ещё нет профиля: пригласите родителей',
  'chat.secondAdultMissing':
    'взрослый и ученик оказались бы вдвоём; второго взрослого назначает администратор организации',
}
const OTHER = 'вы не пишете в этом чате организации; откройте его или попросите того, кто его ведёт'

/** Sentences of announcements (MSG-22). */
export const ru: Readonly<Record<AnnouncementCode, Sentence>> = {
  'announcement.unknown': 'Такого объявления нет, или вам его не видно.',
  'announcement.targetForbidden': (d) =>
    `Ничего не отправлено. Получатель № ${whole(d, 'number') ?? 1}: ${RULES[String(d.rule)] ?? OTHER}. Уберите его из списка или попросите права у администратора организации.`,
  'announcement.targetTwice': (d) => `Получатель № ${whole(d, 'number') ?? 2} уже есть выше. Уберите его.`,
  'announcement.notYours': 'Текст объявления меняет только его автор.',
  'announcement.confirmNobody':
    'Подтверждать некому: среди получателей нет родителей. Выберите родителей класса, чат с родителями или общий канал.',
  'announcement.dueInvalid': 'Ответ ждут не меньше часа и не больше года. Выберите другой срок.',
  'announcement.notAsked': 'Это объявление не просит ответа.',
  'announcement.answerInvalid': 'На это объявление отвечают иначе. Обновите страницу.',
  'announcement.commentTooLong': (d) => `Комментарий длиннее ${whole(d, 'lengthMax') ?? 500} знаков. Сократите его.`,
  'announcement.childUnknown': 'Об этом ребёнке вас не спрашивают: родителей ребёнка знает классный руководитель.',
  'announcement.remindedToday': 'Сегодня уже напоминали. Следующее напоминание — через сутки после прошлого.',
  'announcement.quietHours': (d) =>
    `Напоминания отправляют с ${whole(d, 'fromHour') ?? 8}:00 до ${whole(d, 'untilHour') ?? 20}:00 по времени организации.`,
  'announcement.withdrawn': 'Объявление уже отозвано. Сделайте новое.',
}
