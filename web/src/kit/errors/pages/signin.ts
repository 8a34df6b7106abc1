import type { PageSentences, SigninCode } from '../page-errors.ts'
import { en } from './signin.en.ts'
import { ru } from './signin.ru.ts'

export const signinErrors: PageSentences<SigninCode> = { ru, en }
