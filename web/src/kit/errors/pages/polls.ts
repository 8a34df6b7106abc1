import type { PageSentences, PollCode } from '../page-errors.ts'
import { en } from './polls.en.ts'
import { ru } from './polls.ru.ts'

export const pollErrors: PageSentences<PollCode> = { ru, en }
