import { pluralRu } from '#web/kit/i18n/plural.ts'

const messages = { one: 'новое сообщение', few: 'новых сообщения', many: 'новых сообщений', other: 'новых сообщений' }

export const ru = {
  line: 'Отсутствия',
  lineOf: (community: string) => `Отсутствия, ${community}`,
  count: (count: number) => pluralRu(count, messages),
}
