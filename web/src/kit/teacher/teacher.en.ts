import type { ru } from './teacher.ru.ts'

export const en: typeof ru = { confirm: 'Confirm that I am a teacher' }
