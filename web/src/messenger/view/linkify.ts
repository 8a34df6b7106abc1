export type TextPart = { readonly t: 'text' | 'link'; readonly text: string }

const LINK = /\bhttps?:\/\/[^\s<>"«»]+/gi
const TAIL = /[.,:;!?)\]}'…]+$/

/** Splits a text into plain parts and addresses; the mark that ends a sentence is no part of an address. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  const plain = (to: number) => {
    if (to > from) parts.push({ t: 'text', text: text.slice(from, to) })
  }
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(TAIL, '')
    plain(match.index)
    parts.push({ t: 'link', text: address })
    from = match.index + address.length
  }
  plain(text.length)
  return parts
}
