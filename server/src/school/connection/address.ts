/** Names of this machine and of networks that nobody outside of them reaches. */
const INNER = /(^|\.)(localhost|local|internal|intranet|lan|home|arpa)$/

/**
 * The address of a messenger as it is kept: `https`, a public name, nothing behind it. Null when it is none. Whoever runs an organisation enters it,
 * so it must not lead to neighbours of this machine; a name that does all the same has no certificate there.
 */
export function messengerAddress(text: string): string | null {
  const url = URL.parse(text.trim())
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null
  if (url.search !== '' || url.hash !== '' || url.pathname !== '/') return null
  const name = url.hostname.replace(/\.$/, '')
  const isNumber = name.startsWith('[') || /^[\d.]+$/.test(name)
  return isNumber || !name.includes('.') || INNER.test(name) ? null : url.origin
}
