import { linksOf } from '#contract/messenger/links.ts'

export type TextPart = { readonly t: 'text' | 'link'; readonly text: string }

/** Splits a text into plain parts and addresses. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  const plain = (to: number) => {
    if (to > from) parts.push({ t: 'text', text: text.slice(from, to) })
  }
  for (const { address, from: start } of linksOf(text)) {
    plain(start)
    parts.push({ t: 'link', text: address })
    from = start + address.length
  }
  plain(text.length)
  return parts
}
