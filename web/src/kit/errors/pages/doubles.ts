import type { DoubleCode, PageSentences } from '../page-errors.ts'

/** Sentences of likely doubles of people. */
export const doubleErrors: PageSentences<DoubleCode> = {
  ru: {
    'double.unknown': 'Эти двое больше не похожи на дубли: кто-то из них изменился или вышел. Обновите список.',
    'double.ages': 'Ребёнка и взрослого объединить нельзя. Правило платформы.',
    'double.family': 'Это родитель и ребёнок, объединить их нельзя. Правило платформы.',
    'double.administrator':
      'Второй из них администратор. Оставьте его или сначала снимите с него права: это делает администратор.',
    'double.own': 'Себя объединяет с кем-то другой администратор. Правило платформы.',
    'double.keepMember': 'Остаться должен тот, кто уже состоит в организации: заявку решают отдельно.',
    'double.familySuspended':
      'Тому, кто останется, доступ к ребёнку закрыт. Решение пересматривает администратор на странице участников.',
    'double.busy': 'Кто-то из них уже объединяется. Дождитесь конца или отмените то объединение.',
    'double.undoOver': 'Объединение можно отменить в течение десяти минут. Это время прошло.',
    'double.changed': 'Записи с тех пор изменились, вернуть прежние нельзя. Исправьте их в списке.',
  },
  en: {
    'double.unknown': 'These two do not look like doubles any more: one of them has changed or left. Reload the list.',
    'double.ages': 'A child and an adult cannot be merged. A rule of the platform.',
    'double.family': 'These are a parent and a child, who cannot be merged. A rule of the platform.',
    'double.administrator':
      'The other one is an administrator. Keep that one, or have an administrator take the right away first.',
    'double.own': 'Another administrator merges you with somebody. A rule of the platform.',
    'double.keepMember': 'Whoever is in the organisation already has to stay: applications are decided apart.',
    'double.familySuspended':
      'The one who stays was taken out of the family of the child. An administrator decides on that on the page of the members.',
    'double.busy': 'One of them is being merged already. Wait for the end, or take that merge back.',
    'double.undoOver': 'A merge can be taken back within ten minutes. That time is over.',
    'double.changed': 'The entries have changed since, and cannot be put back. Correct them in the list.',
  },
}
