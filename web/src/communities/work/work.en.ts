import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './work.ru.ts'

export const en: typeof ru = {
  done: (done, all) => `${done} of ${all}`,
  left: (seconds) => `about ${pluralEn(seconds, { one: 'second', other: 'seconds' })} left`,
  leave: 'You may close the page: the work goes on.',
  stop: 'Stop',
}
