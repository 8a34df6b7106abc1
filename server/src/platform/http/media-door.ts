import { request as ask, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { fail } from '../dispatch/refusal.ts'
import type { Hosts } from './hosts.ts'

/** Below this address browsers find our own media server. */
const FOLDER = '/media'
/** What clients of LiveKit open and, when that has failed, ask why. The API of the media server is not behind this door. */
const SIGNALS = /^\/media(\/rtc(?:\/v\d+)?)(\?.*)?$/
const QUESTION = '/rtc/validate'
/** What the media server needs of a request; our cookies are none of its business. */
const PASSED_ON = /^(upgrade|connection|user-agent|sec-websocket-[a-z]+)$/i
const PATIENCE_MS = 15_000

interface Parts {
  hosts: Hosts
  /** Where our own media server answers to us; null while there is none. */
  innerUrl: () => string | null
}

/** Hands an upgrade to the media server; false when the request is not for it. */
export type PassOn = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean

/**
 * The way of browsers to signals of our own media server: through our site, so that one certificate, one port and one rule for
 * connections of pages are enough. Tokens are checked behind it. An operator's cluster has an address of its own.
 */
export function createMediaDoor({ innerUrl, hosts }: Parts): PassOn {
  return (request, socket, head) => {
    const [, path, query = ''] = SIGNALS.exec(request.url ?? '') ?? []
    if (path === undefined) return false
    const { host, origin } = request.headers
    const apiUrl = innerUrl()
    if (hosts.surfaceOf(host) !== 'main') refuse(socket, 404)
    else if (!hosts.isOwnOrigin(origin, host)) refuse(socket, 403)
    else if (apiUrl === null) refuse(socket, 503)
    else passOn(request, { path: `${path}${query}`, apiUrl, socket, head })
    return true
  }
}

interface Passage {
  path: string
  apiUrl: string
  socket: Duplex
  head: Buffer
}

function passOn(request: IncomingMessage, { path, apiUrl, socket, head }: Passage): void {
  const { hostname, port, host } = new URL(apiUrl)
  const inner = connect(Number(port), hostname)
  const end = () => {
    inner.destroy()
    socket.destroy()
  }
  inner.setTimeout(PATIENCE_MS, end)
  inner.once('data', () => inner.setTimeout(0))
  inner.once('connect', () => {
    inner.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${headersOf(request)}\r\n`)
    inner.write(head)
    socket.pipe(inner)
    inner.pipe(socket)
  })
  for (const stream of [inner, socket]) {
    stream.on('error', end)
    stream.on('close', end)
  }
}

/** Header fields as they came, as far as they are passed on; Node has refused those that break lines. */
function headersOf({ rawHeaders }: IncomingMessage): string {
  let lines = ''
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (PASSED_ON.test(rawHeaders[at]!)) lines += `${rawHeaders[at]}: ${rawHeaders[at + 1]}\r\n`
  }
  return lines
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** `GET /media/rtc/validate`: why the media server has refused a token, as its clients ask. */
export function registerMediaQuestions(app: FastifyInstance, { innerUrl, hosts }: Parts): void {
  for (const path of [QUESTION, '/rtc/v1/validate']) {
    app.get(`${FOLDER}${path}`, async (request, reply) => {
      const apiUrl = innerUrl()
      if (hosts.surfaceOf(request.headers.host) !== 'main' || apiUrl === null) return fail('operation.unknown')
      const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
      const { status, text } = await question(`${apiUrl}${path}${query}`)
      return reply.code(status).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(text)
    })
  }
}

function question(url: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const nobody = () => resolve({ status: 503, text: '' })
    const asked = ask(url, { agent: false, timeout: PATIENCE_MS }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text = (text + piece).slice(0, 1_000)
      })
      answer.once('end', () => resolve({ status: answer.statusCode ?? 503, text }))
      answer.once('error', nobody)
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', nobody)
    asked.end()
  })
}
