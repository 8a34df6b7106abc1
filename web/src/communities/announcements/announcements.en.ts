import type { ru } from './announcements.ru.ts'

export const en: typeof ru = {
  suspended: (name, reason) =>
    `“${name}” is suspended. Reason: ${reason} You can read; nothing can be written or changed. The operator can resume it.`,
  until: (when) => `Until: ${when}`,
  hide: 'Hide the announcement',
}
