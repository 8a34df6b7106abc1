import type { MemberCode, PageSentences } from '../page-errors.ts'

/** Sentences of the members of an organisation. */
export const memberErrors: PageSentences<MemberCode> = {
  ru: {
    'member.unknown': 'Такого участника нет.',
    'member.lastAdministrator': 'Это последний администратор. Сначала назначьте другого.',
    'member.notStaff': 'Администратором становится сотрудник. Сначала дайте этому человеку роль сотрудника.',
    'member.editorNotStaff': 'Публикации поручают сотруднику. Сначала дайте этому человеку роль сотрудника.',
    'member.roleImpossible':
      'Такой роли там не бывает: администратора назначают отдельно, а родитель всегда связан с ребёнком.',
    'member.notAdult': 'Эта роль только для взрослых: с 18 лет. Правило платформы.',
    'member.own': 'Себе роль сотрудника дать нельзя: это решает другой администратор. Правило платформы.',
  },
  en: {
    'member.unknown': 'There is no such member.',
    'member.lastAdministrator': 'This is the last administrator. Appoint another one first.',
    'member.notStaff': 'An administrator is one of the staff. Give this person a role of the staff first.',
    'member.editorNotStaff':
      'The page is entrusted to somebody of the staff. Give this person a role of the staff first.',
    'member.roleImpossible':
      'There is no such role there: administrators are appointed, and a parent always belongs to a child.',
    'member.notAdult': 'This role is for adults of 18 and older. A rule of the platform.',
    'member.own': 'Nobody gives himself a role of staff: another administrator decides. A rule of the platform.',
  },
}
