import type { PageSentences, PersonalCode } from '../page-errors.ts'
import { en } from './personal.en.ts'
import { ru } from './personal.ru.ts'

export const personalErrors: PageSentences<PersonalCode> = { ru, en }
