/** Whom an article is for. */
export const HELP_ROLES = ['parent', 'pupil', 'teacher', 'administrator'] as const
export type HelpRole = (typeof HELP_ROLES)[number]

/** A question with its answer and the page on which the thing is done. */
export interface Article {
  /** Part of the address: `/help#lost-phone`. */
  id: string
  roles: readonly HelpRole[]
  question: string
  answer: readonly string[]
  /** Where it is done; an address of this site. */
  path?: { href: string; label: string }
}

/** Articles for a role, null for everybody's, whose question or answer holds every word of the search. */
export function findArticles(articles: readonly Article[], role: HelpRole | null, search: string): Article[] {
  const words = fold(search).split(/\s+/).filter(Boolean)
  return articles.filter(({ roles, question, answer }) => {
    const text = fold([question, ...answer].join(' '))
    return (role === null || roles.includes(role)) && words.every((word) => text.includes(word))
  })
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}
