import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { type Allowance, EgressRefused } from './egress-job.ts'
import { isPublicAddress } from './public-address.ts'

const PORTS: ReadonlySet<number> = new Set([80, 443])
const ADDRESS_MAX = 2_048
const ANSWER_MS = 1_500
const TRIES = 2

/** Where exactly a request goes. */
export interface Place {
  /** An IP address, which was checked. */
  ip: string
  port: number
}

export interface Guard {
  allowance: Allowance | null
  signal: AbortSignal
}

/**
 * An address as people write it, if it is one that is asked at all. The parser of addresses turns every way to write numbers of an
 * IP address (decimal, octal, hexadecimal, shortened) into the usual one.
 *
 * @throws EgressRefused
 */
export function readAddress(text: string, base?: URL): URL {
  const url = text.length > ADDRESS_MAX ? null : URL.parse(text, base)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw new EgressRefused('address')
  if (url.username !== '' || url.password !== '') throw new EgressRefused('address')
  return url
}

/**
 * Where an address leads. Its name is looked up here and nowhere again: whoever connects is given the very IP address that was
 * checked. A name of which one address is not public is not asked at all.
 *
 * @throws EgressRefused
 */
export async function checkedPlace(url: URL, { allowance, signal }: Guard): Promise<Place> {
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  if (!PORTS.has(port) && allowance?.ports.includes(port) !== true) throw new EgressRefused('address')
  const found = await addressesOf(hostOf(url), allowance?.resolver ?? null, signal)
  if (found.length === 0) throw new EgressRefused('name')
  const isAllowed = (ip: string) => isPublicAddress(ip) || allowance?.addresses.includes(ip) === true
  if (!found.every(isAllowed)) throw new EgressRefused('private')
  return { ip: found[0]!, port }
}

/** The name of a host, or its IP address without what stands around it in an address. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

async function addressesOf(host: string, server: string | null, signal: AbortSignal): Promise<string[]> {
  if (isIP(host) !== 0) return [host]
  // A name without a dot is one of this machine's own network.
  if (!host.includes('.')) return []
  const resolver = new Resolver({ timeout: ANSWER_MS, tries: TRIES })
  if (server !== null) resolver.setServers([server])
  const cancel = () => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    return found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
