import type { PageSentences, ReportCode } from '../page-errors.ts'

export const reportErrors: PageSentences<ReportCode> = {
  ru: {
    'report.unknown': 'Такой жалобы нет: её рассмотрели давно или она не для вас. Обновите список.',
    'report.ofSelf': 'На себя не жалуются. Выберите сообщения другого человека.',
    'report.wordsMissing': 'Напишите в нескольких словах, что случилось.',
    'report.nowhere':
      'Вы не состоите ни в одной организации, которая могла бы это рассмотреть. Вступите по ссылке администратора.',
    'report.nothingSealed': 'С этой жалобой нет сообщений: открывать нечего. Примите решение.',
    'report.asked': 'Открыть сообщения уже попросили. Обновите список.',
    'report.notAsked': 'Открыть эти сообщения никто не просил. Попросите сами.',
    'report.secondPerson': 'Сообщения открывают двое: согласиться должен другой администратор организации.',
    'report.closed': 'Сообщения вам не открыты, или срок вышел. Попросите открыть; согласится другой администратор.',
    'report.decided': 'По этой жалобе уже принято решение.',
  },
  en: {
    'report.unknown': 'There is no such report: it was decided long ago, or is not for you. Go back and open the list.',
    'report.ofSelf': 'Nobody reports himself. Choose messages of somebody else.',
    'report.wordsMissing': 'Write in a few words what has happened.',
    'report.nowhere': 'You are in no organisation that could look at it. Ask an administrator for a link.',
    'report.nothingSealed': 'No messages came with this report, so there is nothing to open. Take a decision.',
    'report.asked': 'Somebody has asked to open the messages already. Go back and open the list.',
    'report.notAsked': 'Nobody has asked to open these messages. Ask yourself.',
    'report.secondPerson': 'Two people open messages: another administrator of the organisation has to agree.',
    'report.closed':
      'The messages are not open to you, or not any more. Ask to open them; another administrator agrees.',
    'report.decided': 'This report is decided already.',
  },
}
