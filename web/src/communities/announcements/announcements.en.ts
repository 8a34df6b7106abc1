import type { ru } from './announcements.ru.ts'

export const en: typeof ru = {
  suspended: (name, reason) =>
    `“${name}” is suspended. Reason: ${reason} You can read; nothing can be written or changed. The operator can resume it.`,
  until: (when) => `Until: ${when}`,
  hide: 'Hide the announcement',
  approved: (name) => `“${name}”: you are in`,
  rejected: (name) => `“${name}”: your application was rejected.`,
  expired: (name) => `“${name}”: nobody has decided on your application in time.`,
  why: 'More',
  hideDecision: 'Put this message aside',
}
