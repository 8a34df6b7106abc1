import type { ru } from './post.ru.ts'

export const en: typeof ru = {
  label: (title) => `Post in the channel ${title}`,
  publish: 'Publish',
  done: (title) => `Published in the channel “${title}”`,
  hidden: 'A post in the name of the organisation: only administrators see your name.',
  site: 'All posts and their reach',
}
