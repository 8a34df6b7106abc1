import type { PublicationKind } from './publications.limits.ts'

const GAP = '\n\n'

/** The text of the message of a publication: its title is the first line, so that both live and end as one. */
export function wordsOf({ title, text }: { title: string; text: string }): string {
  return text === '' ? title : `${title}${GAP}${text}`
}

/** The title of a publication, and what stands below it; of a poll the text is the question, without a title. */
export function partsOf(kind: PublicationKind, words: string): { title: string | null; text: string } {
  if (kind === 'poll') return { title: null, text: words }
  const end = words.indexOf(GAP)
  return end < 0 ? { title: words, text: '' } : { title: words.slice(0, end), text: words.slice(end + GAP.length) }
}
