import { pluralRu } from '#web/kit/i18n/plural.ts'

const messages = { one: 'сообщение', few: 'сообщения', many: 'сообщений', other: 'сообщения' }

export const ru = {
  title: (count: number) => `Длинный текст: ${pluralRu(count, messages)}`,
  sub: 'Он разделён между абзацами, предложениями или словами. Чтобы разделить иначе, закройте это окно и измените текст.',
  part: (at: number, count: number) => `${at} из ${count}`,
  send: (count: number) => `Отправить ${pluralRu(count, messages)}`,
}
