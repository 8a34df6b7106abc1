import type { MentionTexts } from './mentions.texts.ts'

export const en: MentionTexts = {
  label: 'Whom to mention',
  everybody: 'all',
  everybodyText: (count) => `Mention everybody: ${count}`,
  loading: 'Loading the members…',
  failed: 'The list of members did not load: here are those who have written.',
}
