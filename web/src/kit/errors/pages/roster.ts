import type { PageSentences, RosterCode } from '../page-errors.ts'
import { whole } from '../sentence.ts'

const rows = (details: Parameters<typeof whole>[0]) => whole(details, 'rowsMax') ?? 20_000

/** Sentences of lists of people, and of applications that are matched with them. */
export const rosterErrors: PageSentences<RosterCode> = {
  ru: {
    'roster.unknown': 'Такого файла нет: его отменили, или прошло тридцать дней и строки удалены.',
    'roster.unreadable':
      'Файл не удалось прочитать как таблицу. Подойдут XLSX и CSV. Откройте файл в редакторе таблиц и сохраните его заново.',
    'roster.oldExcel': 'Это старый формат Excel (XLS). Откройте файл и сохраните его как «Книга Excel (XLSX)».',
    'roster.tooManyRows': (d) => `В файле больше ${rows(d)} строк. Это предел платформы: разделите файл на несколько.`,
    'roster.empty': 'В файле нет ни одной заполненной строки.',
    'roster.nameColumnMissing': 'Укажите, где стоят имена: столбец «ФИО» или столбцы «Фамилия» и «Имя».',
    'roster.changed': 'С этим файлом уже что-то сделали, возможно, другой администратор. Посмотрите на него ещё раз.',
    'roster.undoOver': 'Загрузку можно отменить в течение тридцати дней. Это время прошло.',
    'matched.unknown': 'Такого одобрения по списку нет.',
  },
  en: {
    'roster.unknown': 'There is no such file: it was cancelled, or thirty days have passed and its rows are deleted.',
    'roster.unreadable':
      'The file could not be read as a table. XLSX and CSV will do. Open it in a spreadsheet and save it anew.',
    'roster.oldExcel': 'This is the old format of Excel (XLS). Open the file and save it as “Excel workbook (XLSX)”.',
    'roster.tooManyRows': (d) => `The file has more than ${rows(d)} rows. A limit of the platform: split the file.`,
    'roster.empty': 'The file has no filled row.',
    'roster.nameColumnMissing': 'Say where the names are: a column “Full name”, or columns “Surname” and “First name”.',
    'roster.changed': 'Something was done with this file already, perhaps by another administrator. Look at it again.',
    'roster.undoOver': 'A file can be taken back within thirty days. That time is over.',
    'matched.unknown': 'There is no such approval by the list.',
  },
}
