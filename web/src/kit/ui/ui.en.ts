import type { ru } from './ui.ru.ts'

export const en: typeof ru = {
  connectFactor: 'Connect an app with codes',
  denied: 'This is closed for you',
  failed: 'Could not load',
  retry: 'Try again',
  code: (code) => `Code for support: ${code}`,
  copy: 'Copy',
  close: 'Close',
  undo: (clock) => `Undo (${clock})`,
  hide: 'Hide',
  more: 'Show more',
  selectAll: 'Select all on this page',
  select: (name) => `Select ${name}`,
  all: 'All',
}
