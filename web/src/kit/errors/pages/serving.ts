import type { PageSentences, ServingCode } from '../page-errors.ts'

export const servingErrors: PageSentences<ServingCode> = {
  ru: {
    'suspension.reasonMissing': 'Напишите причину: её прочитают все участники организации.',
    'suspension.isThere': 'Организацию уже приостановил другой оператор. Обновите список.',
    'suspension.over': 'Организация уже работает: её возобновил другой оператор. Обновите список.',
    'quota.reasonMissing': 'Напишите причину: её прочитают другие операторы.',
    'banner.textInvalid': 'Напишите объявление одной строкой, без невидимых знаков.',
    'banner.untilInvalid': 'Время окончания должно быть в будущем, не дальше тридцати дней.',
  },
  en: {
    'suspension.reasonMissing': 'Write the reason: all members of the organisation will read it.',
    'suspension.isThere': 'Another operator has suspended the organisation already. Reload the list.',
    'suspension.over': 'The organisation works already: another operator has resumed it. Reload the list.',
    'quota.reasonMissing': 'Write the reason: other operators will read it.',
    'banner.textInvalid': 'Write the announcement in one line, without invisible characters.',
    'banner.untilInvalid': 'The end must lie in the future and within thirty days.',
  },
}
