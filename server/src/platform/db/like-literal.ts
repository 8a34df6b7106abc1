/** The words as a part of a pattern of LIKE, where none of their signs is a joker. */
export function likeLiteral(words: string): string {
  return words.replace(/[\\%_]/g, '\\$&')
}
