import { once } from 'node:events'
import { createServer } from 'node:http'

export interface CallGateway extends AsyncDisposable {
  url: string
  requests: { authorization: string | undefined; call: { id: string; to: string } }[]
  /** Status and body of the next answers; null hangs up without one. */
  answer: { status: number; body: string } | null
}

/** A gateway of calls of the outside world, on loopback. */
export async function startCallGateway(code: string): Promise<CallGateway> {
  const gateway: CallGateway = {
    url: '',
    requests: [],
    answer: { status: 200, body: JSON.stringify({ code }) },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const call = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    gateway.requests.push({ authorization: request.headers.authorization, call })
    if (gateway.answer === null) request.socket.destroy()
    else response.writeHead(gateway.answer.status).end(gateway.answer.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  gateway.url = `http://127.0.0.1:${(server.address() as { port: number }).port}/call`
  return gateway
}
