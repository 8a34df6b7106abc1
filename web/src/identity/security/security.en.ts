import type { ru } from './security.ru.ts'

export const en: typeof ru = {
  title: 'Guarding the sign-in',
  sub: 'An operator needs a password and an app with codes.',
  loading: 'Loading',
}
