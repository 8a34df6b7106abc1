import type { ApplicationCode, PageSentences } from '../page-errors.ts'
import { whole } from '../sentence.ts'

export const applicationErrors: PageSentences<ApplicationCode> = {
  ru: {
    'application.unknown': 'Такой заявки нет.',
    'application.alreadyMember': 'Вы уже состоите здесь в этой роли.',
    'application.positionMissing': 'Укажите должность: без неё заявку сотрудника не рассмотрят.',
    'application.notAdult': 'Подать заявку в этой роли можно с 18 лет. Правило платформы.',
    'application.decided': 'По заявке уже принято решение.',
    'application.reasonMissing': 'Напишите причину: её прочитает заявитель.',
    'application.own': 'Свою заявку решает другой администратор или оператор.',
    'application.ownChild': 'Заявку своего ребёнка решает администратор организации.',
    'application.notDelegated':
      'Это решает администратор организации: руководителю переданы только заявки учащихся и родителей тех, кого он ведёт, и отмена своих решений.',
    'application.delegationImpossible':
      'Здесь некому передать решение: в организациях этого типа нет ни учащихся, ни родителей. Правило платформы.',
    'application.verified':
      'Статус уже подтверждён: у вас есть роль сотрудника. В ещё одну организацию вступают по её ссылке-приглашению.',
    'application.manyWaiting': (d) =>
      `Решения ждут столько заявок, сколько можно подать без приглашения: ${whole(d, 'max') ?? 3}. Отзовите одну из них или дождитесь ответа администратора.`,
    'application.undoExpired': 'Решение можно отменить в течение десяти минут. Это время прошло.',
  },
  en: {
    'application.unknown': 'There is no such application.',
    'application.alreadyMember': 'You are already here in this role.',
    'application.positionMissing': 'Write your position: a staff application is not considered without it.',
    'application.notAdult': 'One applies for this role from the age of 18. A rule of the platform.',
    'application.decided': 'The application was already decided.',
    'application.reasonMissing': 'Write the reason: the applicant will read it.',
    'application.own': 'Your own application is decided by another administrator or the operator.',
    'application.ownChild': 'The application of your own child is decided by an administrator of the organisation.',
    'application.notDelegated':
      'An administrator of the organisation decides this: a lead decides on the pupils and parents of the own units, and takes back own decisions.',
    'application.delegationImpossible':
      'There is nobody to leave decisions to: organisations of this type have neither pupils nor parents. A rule of the platform.',
    'application.verified':
      'Your status is confirmed already: you have a role of staff. Another organisation is joined by its invitation link.',
    'application.manyWaiting': (d) =>
      `As many applications as can be made without an invitation wait for a decision: ${whole(d, 'max') ?? 3}. Withdraw one, or wait for an administrator to answer.`,
    'application.undoExpired': 'A decision can be taken back within ten minutes. That time is over.',
  },
}
