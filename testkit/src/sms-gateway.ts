import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'

export interface GatewayRequest {
  headers: IncomingHttpHeaders
  message: { id: string; to: string; text: string }
}

export interface SmsGateway extends AsyncDisposable {
  url: string
  requests: GatewayRequest[]
  /** What the gateway answers from now on; null hangs up without an answer. */
  answer: number | null
}

/** A gateway of the outside world, on loopback. */
export async function startSmsGateway(): Promise<SmsGateway> {
  const requests: GatewayRequest[] = []
  const gateway: SmsGateway = {
    url: '',
    requests,
    answer: 202,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    requests.push({ headers: request.headers, message: JSON.parse(Buffer.concat(chunks).toString('utf8')) })
    if (gateway.answer === null) request.socket.destroy()
    else response.writeHead(gateway.answer).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  gateway.url = `http://127.0.0.1:${(server.address() as { port: number }).port}/send`
  return gateway
}
