import type { CardCode, PageSentences } from '../page-errors.ts'
import { en } from './cards.en.ts'
import { ru } from './cards.ru.ts'

export const cardErrors: PageSentences<CardCode> = { ru, en }
