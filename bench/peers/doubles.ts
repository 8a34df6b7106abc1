import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { type WebSocket, WebSocketServer } from 'ws'

/** What a double does wrong: with the fifth message at one of the receivers, or, with the texts, always and everywhere. */
export type Fault = 'lose' | 'double' | 'swap' | 'alter' | 'refuse' | null

/** The copies of message `number` that a receiver gets; a swapped one comes behind the next. */
function spoil(fault: Fault, number: number, copy: string, receiver: number, held: string[]): string[] {
  if (fault === 'alter') return [copy.replace('лова', 'лава')]
  if (receiver !== 1) return [copy]
  if (number !== 5) return [copy, ...held.splice(0)]
  if (fault === 'lose') return []
  if (fault === 'double') return [copy, copy]
  if (fault !== 'swap') return [copy]
  held.push(copy)
  return []
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** Speaks as Centrifugo does: jsonb comes back with blanks and in another order, objects share a frame. */
export async function startCentrifugoDouble(fault: Fault, archive: () => Promise<void> = async () => undefined) {
  const subscribers = new Map<string, Set<WebSocket>>()
  const held: string[] = []
  const seen = { pongs: 0, published: 0 }
  const publish = async (request: IncomingMessage, response: ServerResponse) => {
    const { channel, data } = JSON.parse(await text(request)) as { channel: string; data: { message: object } }
    await archive()
    seen.published += 1
    const offset = seen.published
    const refused = fault === 'refuse' && offset === 5
    const { id, ...others } = data.message as { id: string; text: string }
    const object = JSON.stringify({ at: null, id, ...others }).replaceAll('":"', '": "')
    const push = `{"push":{"channel":"${channel}","pub":{"data":{"message": ${object}},"offset":${offset}}}}`
    for (const [i, socket] of [...(subscribers.get(channel) ?? [])].entries()) {
      const copies = refused ? [] : spoil(fault, offset, push, i, held)
      if (copies.length > 0) socket.send(`${copies.join('\n')}\n{}`)
    }
    const body = refused ? '{"error":{"code":100}}' : `{"result":{"offset":${offset}}}`
    response.setHeader('Content-Length', body.length).end(body)
  }
  const server = createServer((request, response) => void publish(request, response))
  const sockets = new WebSocketServer({ server, path: '/connection/websocket' })
  sockets.on('connection', (socket) => {
    socket.on('message', (bytes) => {
      const command = JSON.parse(String(bytes)) as { id?: number; connect?: object; subscribe?: { channel: string } }
      if (command.connect !== undefined) socket.send(`{"id":${command.id},"connect":{"ping":25,"pong":true}}`)
      else if (command.subscribe !== undefined) {
        const { channel } = command.subscribe
        subscribers.set(channel, (subscribers.get(channel) ?? new Set()).add(socket))
        socket.send(`{"id":${command.id},"subscribe":{"recoverable":true}}`)
      } else seen.pongs += 1
    })
  })
  return {
    ...{ port: await listening(server), seen },
    closeIdleConnections: () => server.closeIdleConnections(),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Speaks as a server of XMPP does; stanzas are torn at any byte. */
export async function startXmppDouble(fault: Fault) {
  const rooms = new Map<string, Set<Socket>>()
  const held: string[] = []
  const seen = { published: 0, history: 0 }
  const open = new Set<Socket>()
  const waiting = new Map<Socket, Buffer>()
  const tear = (socket: Socket, words: string): void => {
    const before = waiting.get(socket)
    waiting.set(socket, Buffer.concat([before ?? Buffer.alloc(0), Buffer.from(words)]))
    if (before !== undefined) return
    const write = () => {
      const bytes = waiting.get(socket)!
      if (!socket.destroyed) socket.write(bytes.subarray(0, 97))
      waiting.set(socket, bytes.subarray(97))
      if (bytes.length > 97 && !socket.destroyed) setImmediate(write)
      else waiting.delete(socket)
    }
    write()
  }
  const answer = (socket: Socket, stanza: string): void => {
    const to = / to='([^']+)'/.exec(stanza)?.[1] ?? ''
    if (stanza.startsWith('<stream:stream')) {
      const known = open.has(socket)
      open.add(socket)
      const features = known ? "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>" : '<mechanisms/>'
      tear(socket, `<?xml version='1.0'?><stream:stream id='1'><stream:features>${features}</stream:features>`)
    } else if (stanza.startsWith('<auth')) tear(socket, "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
    else if (stanza.startsWith('<iq')) tear(socket, "<iq type='result' id='bind'><bind><jid>a@b/c</jid></bind></iq>")
    else if (stanza.startsWith('<presence')) {
      if (stanza.includes("<history maxstanzas='0'/>")) seen.history += 1
      const [room] = to.split('/')
      rooms.set(room!, (rooms.get(room!) ?? new Set()).add(socket))
      const subject = `<message from='${room}' type='groupchat'><subject/></message>\n`
      tear(socket, `<presence from='${to}'><x><status code='110'/></x></presence>${subject}`)
    } else if (stanza.startsWith('<message')) {
      seen.published += 1
      const attributes = stanza.slice('<message'.length).replace(/ to='[^']+'/, ` from='${to}/m'`)
      const copy = `<message xml:lang='ru'${attributes.replace('<body>', "<stanza-id id='9'/><body>")}`
      for (const [i, member] of [...rooms.get(to)!].entries()) {
        for (const each of spoil(fault, seen.published, copy, i, held)) tear(member, each)
      }
    }
  }
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    let rest = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      rest += chunk
      const whole = /^\s*(<\?[^>]*>|<stream:stream[^>]*>|<(\w+)[^>]*\/>|<(\w+)[\s\S]*?<\/\3>)/
      for (let match = whole.exec(rest); match !== null; match = whole.exec(rest)) {
        rest = rest.slice(match[0].length)
        answer(socket, match[1]!)
      }
    })
    socket.on('error', () => socket.destroy())
  })
  return {
    ...{ port: await listening(server), seen },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
