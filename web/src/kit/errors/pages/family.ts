import type { FamilyCode, PageSentences } from '../page-errors.ts'
import { en } from './family.en.ts'
import { ru } from './family.ru.ts'

export const familyErrors: PageSentences<FamilyCode> = { ru, en }
