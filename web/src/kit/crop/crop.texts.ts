import { learnSentences } from '../errors/explain.ts'
import { fileErrors } from '../errors/pages/files.ts'
import { texts } from '../i18n/texts.ts'
import { en } from './crop.en.ts'
import { ru } from './crop.ru.ts'

learnSentences(fileErrors)

export const t = texts({ ru, en })
