import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'
import proxyAddr from '@fastify/proxy-addr'

/**
 * The network that limits count by: an IPv4 address as it is, an IPv6 address by its first 64 bits, because one
 * subscriber owns all the rest.
 */
export function networkOf(address: string): string {
  const plain = address.startsWith('::ffff:') && isIPv4(address.slice(7)) ? address.slice(7) : address
  if (!isIPv6(plain)) return plain
  const [head = '', tail = ''] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const middle = plain.includes('::') ? Array.from({ length: 8 - left.length - right.length }, () => '0') : []
  return `${[...left, ...middle, ...right].slice(0, 4).join(':')}::/64`
}

const DEVICES: readonly [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]
const BROWSERS: readonly [RegExp, string][] = [
  [/YaBrowser/, 'Яндекс Браузер'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

/** Two words for the list of sessions, made of the User-Agent header; never the header itself. */
export function deviceName(userAgent: string | undefined): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  const system = DEVICES.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  return [browser, system].filter((word) => word !== undefined).join(', ')
}

/** Proxies of the configuration, comma-separated there. */
export function trustedProxies(configured: string): string[] {
  return configured
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '')
}

/** Where a raw request came from; what X-Forwarded-For says is believed from these proxies only. */
export function createAddressReader(proxies: readonly string[]): (request: IncomingMessage) => string {
  const trust = proxyAddr.compile([...proxies])
  return (request) => proxyAddr(request, trust) ?? ''
}
