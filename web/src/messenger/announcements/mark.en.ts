import type { ru } from './mark.ru.ts'

export const en: typeof ru = { announcement: 'Announcement', important: 'Important' }
