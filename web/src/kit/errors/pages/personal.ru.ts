import type { PersonalCode } from '../page-errors.ts'
import type { Sentence } from '../sentence.ts'

/** Sentences of personal contacts (CNT-04). */
export const ru: Readonly<Record<PersonalCode, Sentence>> = {
  'personalContact.notStaff':
    'Добавлять личные контакты могут сотрудники организаций с подтверждённой ролью. Роль даёт администратор организации. Роль даёт администратор организации.',
  'personalContact.codeUnknown': 'Этот код больше не действует. Попросите показать новый.',
  'personalContact.pupil': 'Учеников в личные контакты не добавляют: это правило платформы, оно бережёт детей.',
  'personalContact.own': 'Это ваш собственный код. Его открывает другой человек.',
  'personalContact.isThere': 'Этот человек уже есть в ваших личных контактах или ждёт подтверждения.',
  'personalContact.tooMany': 'В личных контактах уже пятьсот человек. Уберите кого-нибудь.',
  'personalContact.unknown': 'Такого личного контакта нет.',
}
