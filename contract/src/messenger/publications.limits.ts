/** What the page of an organisation holds, in the order in which it is offered (ORG-15). */
export const PUBLICATION_KINDS = ['report', 'poll', 'article', 'script'] as const
export type PublicationKind = (typeof PUBLICATION_KINDS)[number]
/** Kinds that are written; a poll is asked by `polls.create` in the chat of the page. */
export const WRITTEN_KINDS = ['report', 'article', 'script'] as const
export type WrittenKind = (typeof WRITTEN_KINDS)[number]
/** Characters (code points) of a title. */
export const PUBLICATION_TITLE_MAX = 150
/** Characters (code points) of what stands below the title; a report is as long as a message. */
export const PUBLICATION_TEXT_MAX: Readonly<Record<WrittenKind, number>> = {
  report: 4096,
  article: 20_000,
  script: 20_000,
}
/** Publications that one profile brings out in a minute. */
export const PUBLICATIONS_PER_MINUTE = 10
export const PUBLICATIONS_PAGE_MAX = 50
