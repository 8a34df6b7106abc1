import type { PageSentences, TaskCode } from '../page-errors.ts'

export const taskErrors: PageSentences<TaskCode> = {
  ru: {
    'tasks.ofStaffOnly':
      'Эти задачи есть у сотрудников организации и у тех, кто подал заявку сотрудника. Роли меняет её администратор.',
  },
  en: {
    'tasks.ofStaffOnly':
      'These tasks are for the staff of the organisation and for those who have applied to be. Its administrator changes roles.',
  },
}
