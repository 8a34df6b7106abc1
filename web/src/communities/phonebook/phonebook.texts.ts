import { learnSentences } from '#web/kit/errors/explain.ts'
import { phonebookErrors } from '#web/kit/errors/pages/phonebook.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import { en } from './phonebook.en.ts'
import { ru } from './phonebook.ru.ts'

export const t = texts({ ru, en })

learnSentences(phonebookErrors)
