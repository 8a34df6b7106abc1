/** Addresses of a pasted text: separated by lines, commas, semicolons, tabs or spaces; each once. */
export function splitAddresses(text: string): string[] {
  const found = text
    .split(/[\s,;]+/u)
    .map((part) => part.replace(/^[<"'«(]+|[>"'»).]+$/gu, ''))
    .filter((part) => part !== '')
  return [...new Set(found)]
}
