const LINK = /\bhttps?:\/\/[^\s<>"«»]+/gi
const TAIL = /[.,:;!?)\]}'…]+$/

/** An address within a text, and where it begins. */
export interface FoundLink {
  readonly address: string
  readonly from: number
}

/** The addresses of a text in their order; the mark that ends a sentence is no part of an address. */
export function linksOf(text: string): FoundLink[] {
  return [...text.matchAll(LINK)].map((match) => ({ address: match[0].replace(TAIL, ''), from: match.index }))
}
