import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './desk.ru.ts'

const stickers = { one: 'sticker', other: 'stickers' }

export const en: typeof ru = {
  title: 'Stickers',
  sub: 'Published packs are seen by every profile of every organisation',
  loading: 'Loading the packs',
  create: {
    title: 'New pack',
    sub: 'Nobody but operators sees it before it is published.',
    name: 'Name of the pack',
    missing: 'Enter a name of the pack.',
    submit: 'Create the pack',
    done: 'The pack is created. Add stickers to it.',
  },
  states: { draft: 'not published', published: 'published', withdrawn: 'withdrawn' },
  count: (count) => pluralEn(count, stickers),
  own: 'comes with Parta',
  none: 'There are no stickers in the pack yet. Choose at least one.',
  publish: 'Publish',
  publishHint: 'Once it is published, single stickers cannot be taken out: they may stand in messages.',
  published: (title) => `The pack “${title}” is published`,
  withdraw: 'Withdraw',
  withdrawHint:
    'Nobody sends stickers of a withdrawn pack; those that were sent stay. The pack can be published again.',
  withdrawn: (title) => `The pack “${title}” is withdrawn`,
  remove: (words) => `Take the sticker out: ${words}`,
  add: {
    choose: 'Add stickers',
    files: (title) => `Add stickers: ${title}`,
    words: 'What is on the sticker, and the words by which it is found',
    missing: 'Tell in words what is on the sticker.',
    tooLarge: (max) => `The file is larger than ${max}. Choose a smaller one.`,
    drop: (name) => `Do not add: ${name}`,
    submit: (count) => `Add ${pluralEn(count, stickers)}`,
    done: (count) => `${pluralEn(count, stickers)} added`,
    hint: (max) =>
      `SVG, PNG or WebP up to ${max}, best square, with a transparent background and a light outline, so that they are seen in the dark theme.`,
  },
}
