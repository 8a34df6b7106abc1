import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './long.ru.ts'

const messages = { one: 'message', other: 'messages' }

export const en: typeof ru = {
  title: (count) => `A long text: ${pluralEn(count, messages)}`,
  sub: 'It is split between paragraphs, sentences or words. To split it otherwise, close this window and change the text.',
  part: (at, count) => `${at} of ${count}`,
  send: (count) => `Send ${pluralEn(count, messages)}`,
}
