import { pluralRu } from '#web/kit/i18n/plural.ts'

export const ru = {
  done: (done: string, all: string) => `${done} из ${all}`,
  left: (seconds: number) =>
    `осталось около ${pluralRu(seconds, { one: 'секунды', few: 'секунд', many: 'секунд', other: 'секунды' })}`,
  leave: 'Страницу можно закрыть: работа продолжится.',
  stop: 'Остановить',
}
