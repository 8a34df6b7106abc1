import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Allowance } from '#server/platform/egress/egress-job.ts'
import { startNameServer } from './name-server.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** Hosts outside of the product, on loopback. */
export interface OtherHosts extends AsyncDisposable {
  /** An address on one of them. */
  at(path: string, host?: string): string
  readonly port: number
  /** Paths that were asked, in their order, with their hosts. */
  readonly asked: readonly string[]
  /** Questions for names, as `A page.test`. */
  readonly names: readonly string[]
  /** What lets the product reach the first of them, and nothing else on this machine. */
  readonly allowance: Allowance
  /** Who was connected to though nobody may be. */
  readonly trapped: readonly string[]
}

/** Where traps lie beside the one address that may be asked, at the same port. */
const TRAPS = ['127.0.0.2', '::1', '169.254.169.254', 'fe80::1'] as const

/**
 * A site under the address that may be asked, and traps at its port everywhere else where this machine lets one listen. `names` says
 * where names lead, beside `page.test`, which is the site.
 */
export async function startOtherHosts(
  answers: Readonly<Record<string, Answer>>,
  names: Readonly<Record<string, readonly (readonly string[])[]>> = {},
): Promise<OtherHosts> {
  await using stack = new AsyncDisposableStack()
  const [asked, trapped]: [string[], string[]] = [[], []]
  const site = createServer((request, response) => {
    asked.push(`${request.headers.host?.split(':')[0]}${request.url}`)
    const answer = answers[request.url!]
    if (answer === undefined) response.writeHead(404).end()
    else answer(request, response)
  })
  const port = (await listen(site, 0, '127.0.0.1'))!
  stack.defer(() => close(site))
  for (const address of TRAPS) {
    const trap = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<title>Trapped</title>'),
    )
    trap.on('connection', () => trapped.push(address))
    if ((await listen(trap, port, address)) !== null) stack.defer(() => close(trap))
  }
  const server = stack.use(await startNameServer({ 'page.test': [['127.0.0.1']], ...names }))
  const resources = stack.move()
  return {
    at: (path, host = 'page.test') => `http://${host}:${port}${path}`,
    port,
    asked,
    names: server.asked,
    allowance: { addresses: ['127.0.0.1'], ports: [port], resolver: server.address },
    trapped,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

/** Answers with a page whose head is this; `PORT` in it is the port of the site, as in `redirect`. */
export const page =
  (head: string): Answer =>
  (request, response) =>
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .end(`<!doctype html><head>${ported(head, request)}</head>`)

export const redirect =
  (to: string): Answer =>
  (request, response) =>
    response.writeHead(302, { location: ported(to, request) }).end()

function ported(text: string, { socket }: IncomingMessage): string {
  return text.replaceAll('PORT', String(socket.localPort))
}

export const bytes =
  (type: string, body: Buffer): Answer =>
  (_request, response) =>
    response.setHeader('content-type', type).end(body)

/** The port; null where this machine has no such address. */
async function listen(server: Server, port: number, address: string): Promise<number | null> {
  server.listen(port, address)
  try {
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  } catch {
    return null
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
