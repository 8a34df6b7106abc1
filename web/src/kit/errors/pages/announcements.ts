import type { AnnouncementCode, PageSentences } from '../page-errors.ts'
import { en } from './announcements.en.ts'
import { ru } from './announcements.ru.ts'

export const announcementErrors: PageSentences<AnnouncementCode> = { ru, en }
