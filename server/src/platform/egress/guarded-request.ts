import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { checkedPlace, type Guard, hostOf, readAddress } from './checked-place.ts'
import { EgressRefused } from './egress-job.ts'

const REDIRECTS_MAX = 3
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const HEADER_BYTES_MAX = 16_384

export interface Wanted {
  /** Media types that are taken, without their parameters. */
  types: readonly string[]
  bytesMax: number
  /** What is longer is cut; otherwise it is refused. */
  cut: boolean
}

export interface Answer {
  /** Where it has come from in the end. */
  url: URL
  /** The header with its parameters. */
  contentType: string
  bytes: Buffer
}

/**
 * Asks an address and follows where it leads, each step checked as the first one.
 *
 * @throws EgressRefused; another error when nobody answers as HTTP does
 */
export async function guardedRequest(address: URL, wanted: Wanted, guard: Guard): Promise<Answer> {
  let url = address
  for (let steps = 0; ; steps += 1) {
    const response = await ask(url, wanted, guard)
    try {
      const status = response.statusCode ?? 0
      if (!REDIRECTS.has(status)) return { url, ...(await take(response, wanted)) }
      if (steps === REDIRECTS_MAX) throw new EgressRefused('redirects')
      url = readAddress(response.headers.location ?? '', url)
    } finally {
      response.destroy()
    }
  }
}

async function ask(url: URL, { types }: Wanted, guard: Guard): Promise<IncomingMessage> {
  const { ip, port } = await checkedPlace(url, guard)
  const host = hostOf(url)
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const send = url.protocol === 'https:' ? https.request : http.request
  const request = send({
    // An IP address: nothing is looked up a second time.
    host: ip,
    port,
    // The certificate has to be that of the name.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    path: `${url.pathname}${url.search}`,
    agent: false,
    maxHeaderSize: HEADER_BYTES_MAX,
    signal: guard.signal,
    headers: {
      host: url.host,
      accept: types.join(', '),
      // What is packed small may become anything.
      'accept-encoding': 'identity',
      'user-agent': 'PartaLinkPreview/1.0',
      connection: 'close',
    },
  })
  request.once('response', resolve)
  request.on('error', reject)
  request.end()
  return promise
}

async function take(response: IncomingMessage, wanted: Wanted): Promise<Omit<Answer, 'url'>> {
  if (response.statusCode !== 200) throw new EgressRefused('status')
  const contentType = response.headers['content-type'] ?? ''
  const type = contentType.split(';')[0]!.trim().toLowerCase()
  const encoding = response.headers['content-encoding'] ?? 'identity'
  if (!wanted.types.includes(type) || encoding !== 'identity') throw new EgressRefused('type')
  const { bytesMax, cut } = wanted
  const chunks: Buffer[] = []
  let received = 0
  for await (const chunk of response) {
    chunks.push(chunk as Buffer)
    received += (chunk as Buffer).length
    if (received > bytesMax) break
  }
  if (received > bytesMax && !cut) throw new EgressRefused('tooLarge')
  return { contentType, bytes: Buffer.concat(chunks).subarray(0, bytesMax) }
}
