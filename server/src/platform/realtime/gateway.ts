import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type ClientFrame, SOCKET_VERSION } from '#contract/kit/socket.ts'
import { FRAME_BYTES_MAX } from '#contract/messenger/messenger.limits.ts'
import { type Clock, toInstant } from '../clock/clock.ts'
import type { Random } from '../clock/random.ts'
import { gather } from '../db/gather.ts'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import { Refusal, toProblem } from '../dispatch/refusal.ts'
import type { Origin, ProfileViewer, Surface, Viewer } from '../dispatch/viewer.ts'
import { noCookies, SESSION_COOKIE } from '../http/cookies.ts'
import type { Hosts } from '../http/hosts.ts'
import { deviceName } from '../http/network.ts'
import { parseStrictJson } from '../http/strict-json.ts'
import type { Log } from '../log/log.ts'
import { type Admission, createAdmission } from './admission.ts'
import { readClientFrame } from './client-frame.ts'
import { Connection } from './connection.ts'
import { HEARTBEAT_MS, Heartbeat } from './heartbeat.ts'
import type { Audiences, Hub } from './hub.ts'
import { SocketWriter } from './socket-writer.ts'
import type { Turnstile } from './turnstile.ts'

const CALLS_IN_FLIGHT_MAX = 64
const SOCKETS_PER_SESSION_MAX = 12
const DRAIN_SPREAD_MS = 1_500
/** Sockets that may be opened a second; more come in the order of arrival. */
const ADMITTED_PER_SECOND = 1_000
/** Clients give up opening after fifteen seconds: whoever would wait longer is told at once to come again. */
const ADMISSION_WAIT_MS_MAX = 12_000
/**
 * Hellos that are answered a second: an answer costs several times an open socket, and at this rate about half of a
 * processor is left to those who have stayed.
 */
const HELLOS_PER_SECOND = 500
/** Whoever has his socket waits with it; only a queue without end sends people away. */
const HELLO_WAIT_MS_MAX = 60_000
const CHECKED_TOGETHER_MAX = 256

export interface GatewayParts {
  readonly hub: Hub
  readonly dispatcher: Dispatcher
  readonly hosts: Hosts
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly newId: () => string
  readonly viewerOf: (token: string | null, surface: Surface) => Promise<Viewer | null>
  readonly networkOf: (request: IncomingMessage) => string
  /** Hears of every call, since one over a socket shows no token. */
  readonly noteUse: (viewer: Viewer) => void
  /** The active profiles of those sessions that are live, by session. */
  readonly liveProfiles: (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, string | null>>
  /** Hears now and then whose devices are here, also of those that only listen. */
  readonly noteConnected: (sessionIds: readonly string[]) => Promise<void>
  /** Reads the answer to a hello and what the socket hears according to the same snapshot. */
  readonly snapshot: (
    viewer: ProfileViewer,
    hello: Extract<ClientFrame, { t: 'hello' }>,
  ) => Promise<{ body: unknown; audiences: Audiences }>
  readonly turnstile: Turnstile
  readonly build: string
  /** Takes over an upgrade that is for somebody else; whether it has. */
  readonly passOn?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
}

export interface Gateway {
  /** Serves an open socket whose person is known. */
  serve(ws: WebSocket, admitted: Admitted): void
  /** Says goodbye to every socket, spread over a moment so that they do not all come back at once. */
  drain(): void
  close(): Promise<void>
}

/** Takes over upgrade requests to `/api/socket` of a server; without one there are no sockets. */
export function attachGateway(server: Server | null, parts: GatewayParts): Gateway {
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
    clientTracking: false,
  })
  const admission = createAdmission({
    clock: parts.clock,
    perSecond: ADMITTED_PER_SECOND,
    waitMsMax: ADMISSION_WAIT_MS_MAX,
  })
  // A session may have ended between the look at it and the first word; those of one moment are looked at together.
  const check = gather(async (connections: readonly Connection[]) => {
    await checkSessions(connections, parts)
    return new Map<Connection, never>()
  }, CHECKED_TOGETHER_MAX)
  const shared: Shared = {
    writer: new SocketWriter(parts.clock),
    heartbeat: new Heartbeat(parts.clock, (connections) => void checkSessions(connections, parts)),
    hellos: createAdmission({ clock: parts.clock, perSecond: HELLOS_PER_SECOND, waitMsMax: HELLO_WAIT_MS_MAX }),
  }
  const start = (ws: WebSocket, admitted: Admitted) => {
    void check(serve(ws, admitted, shared, parts))
  }
  let draining = false
  server?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', destroy)
    if (parts.passOn?.(request, socket, head) === true) return
    const wait = () => admission.enter({ isGone: () => socket.destroyed })
    void admit(request, parts, { wait, isDraining: () => draining })
      .then((admitted) => {
        if (typeof admitted === 'number') return refuse(socket, admitted)
        wss.handleUpgrade(request, socket, head, (ws) => start(ws, admitted))
      })
      .catch((error: unknown) => {
        parts.log.error({ error }, 'realtime.upgradeFailed')
        refuse(socket, 503)
      })
  })
  return {
    serve: start,
    drain() {
      draining = true
      for (const connection of parts.hub.all()) {
        const afterMs = 200 + parts.random.below(DRAIN_SPREAD_MS)
        connection.part('draining', { code: 1001, afterMs })
      }
    },
    async close() {
      shared.heartbeat.close()
      admission.close()
      for (const connection of parts.hub.all()) connection.ws.terminate()
      shared.hellos.close()
      parts.hub.close()
      await new Promise<void>((resolve) => wss.close(() => resolve()))
    },
  }
}

/** What all sockets of a process share. */
interface Shared {
  readonly writer: SocketWriter
  readonly heartbeat: Heartbeat
  readonly hellos: Admission
}

export interface Admitted {
  viewer: ProfileViewer
  origin: Origin
}

interface Door {
  /** Waits for one's turn; false when that would take too long. */
  wait: () => Promise<boolean>
  isDraining: () => boolean
}

/** Decides before the handshake; a number is the status of the refusal. Only those who may come in wait for their turn. */
async function admit(request: IncomingMessage, parts: GatewayParts, door: Door): Promise<Admitted | number> {
  if (request.url?.split('?')[0] !== '/api/socket') return 404
  if (door.isDraining()) return 503
  const surface = parts.hosts.surfaceOf(request.headers.host)
  if (surface !== 'main') return 404
  if (!parts.hosts.isOwnOrigin(request.headers.origin, request.headers.host)) return 403
  const viewer = await parts.viewerOf(cookieOf(request, SESSION_COOKIE), surface)
  if (viewer === null) return 401
  if (viewer.profileId === null) return 403
  if (!(await door.wait()) || door.isDraining()) return 503
  const own = [...parts.hub.ofProfile(viewer.profileId)]
  const same = own.filter((connection) => connection.viewer.sessionId === viewer.sessionId)
  if (same.length >= SOCKETS_PER_SESSION_MAX) return 429
  return {
    viewer: { ...viewer, profileId: viewer.profileId },
    origin: {
      surface,
      network: parts.networkOf(request),
      device: deviceName(request.headers['user-agent']),
      deviceToken: null,
    },
  }
}

function cookieOf(request: IncomingMessage, name: string): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const pair = pairs.find((candidate) => candidate.startsWith(`${name}=`))
  if (pair === undefined) return null
  try {
    return decodeURIComponent(pair.slice(name.length + 1))
  } catch {
    // Such a value is none of ours.
    return null
  }
}

/** Apart from where sockets are admitted, so that this listener does not keep the request for as long as its socket lives. */
function destroy(this: Duplex): void {
  this.destroy()
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function serve(ws: WebSocket, admitted: Admitted, shared: Shared, parts: GatewayParts): Connection {
  const connection = new Connection(ws, admitted, { soon: parts.clock.soon, writer: shared.writer })
  parts.hub.add(connection)
  shared.heartbeat.add(connection)
  connection.send({
    t: 'welcome',
    v: SOCKET_VERSION,
    profileId: admitted.viewer.profileId,
    now: toInstant(parts.clock.now()),
    build: parts.build,
    heartbeatMs: HEARTBEAT_MS,
  })
  ws.on('pong', () => {
    connection.heard = true
  })
  ws.on('message', (data, binary) => {
    connection.heard = true
    if (connection.phase === 'parted') return
    void onMessage(connection, binary ? null : data.toString(), shared, parts)
  })
  ws.on('close', () => {
    shared.heartbeat.remove(connection)
    parts.hub.remove(connection)
  })
  ws.on('error', () => ws.terminate())
  return connection
}

/** Parts with sockets whose session has ended by age or otherwise, or belongs to another profile now. */
async function checkSessions(connections: readonly Connection[], parts: GatewayParts): Promise<void> {
  if (connections.length === 0) return
  try {
    const live = await parts.liveProfiles(connections.map(({ viewer }) => viewer.sessionId))
    for (const connection of connections) {
      const profileId = live.get(connection.viewer.sessionId)
      if (profileId === undefined) connection.part('signedOut', { code: 4001 })
      else if (profileId !== connection.viewer.profileId) connection.part('profileSwitched', { code: 4001 })
    }
    await parts.noteConnected([...live.keys()])
  } catch (error) {
    // The database is away: the next beat looks again.
    parts.log.warn({ error }, 'realtime.sessionsUnchecked')
  }
}

/** @param text null for a binary frame, which nobody sends */
async function onMessage(
  connection: Connection,
  text: string | null,
  { hellos }: Shared,
  parts: GatewayParts,
): Promise<void> {
  const frame = text === null ? null : parse(text)
  if (frame === null) {
    connection.part('protocol', { code: 1008 })
    return
  }
  if (frame.t === 'ping') connection.send({ t: 'pong', now: toInstant(parts.clock.now()) })
  else if (frame.t === 'hello') await hello(connection, frame, hellos, parts)
  else if (frame.t === 'call') await call(connection, frame, parts)
}

function parse(text: string): ClientFrame | null {
  try {
    return readClientFrame(parseStrictJson(text))
  } catch {
    return null
  }
}

/** Backfill, cutover, stream: subscribes first, so that nothing can fall between the snapshot and the stream. */
async function hello(
  connection: Connection,
  frame: Extract<ClientFrame, { t: 'hello' }>,
  hellos: Admission,
  parts: GatewayParts,
): Promise<void> {
  connection.hellos += 1
  const mine = connection.hellos
  const isNewest = () => connection.hellos === mine && connection.ws.readyState === connection.ws.OPEN
  const isGone = () => !isNewest() || connection.phase === 'parted'
  const sendAway = () =>
    connection.part('draining', { code: 1013, afterMs: 1_000 + parts.random.below(DRAIN_SPREAD_MS) })
  if (!(await hellos.enter({ isGone }))) {
    if (!isGone()) sendAway()
    return
  }
  try {
    await parts.turnstile.pass(async () => {
      if (isGone()) return
      connection.beginBackfill()
      await parts.hub.tune(connection)
      const asOf = connection.rightsMoves
      const { body, audiences } = await parts.snapshot(connection.viewer, frame)
      if (!isNewest() || connection.phase !== 'backfill') return
      parts.hub.setAudiences(connection, audiences, asOf)
      connection.send({ t: 'snapshot', body })
      connection.goLive()
    })
  } catch (error) {
    parts.log.error({ error }, 'realtime.snapshotFailed')
    sendAway()
  }
}

async function call(
  connection: Connection,
  frame: Extract<ClientFrame, { t: 'call' }>,
  parts: GatewayParts,
): Promise<void> {
  const requestId = parts.newId()
  if (connection.calls >= CALLS_IN_FLIGHT_MAX) {
    connection.send({ t: 'fail', n: frame.n, problem: toProblem('rate.limited', requestId, { retryAfterSeconds: 1 }) })
    return
  }
  connection.calls += 1
  parts.noteUse(connection.viewer)
  try {
    const output = await parts.dispatcher.dispatch({
      id: frame.op,
      input: frame.input,
      key: frame.key ?? null,
      viewer: connection.viewer,
      endedSession: null,
      origin: connection.origin,
      cookies: noCookies,
      requestId,
    })
    connection.send({ t: 'ok', n: frame.n, output })
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('internal')
    connection.send({ t: 'fail', n: frame.n, problem: toProblem(refusal.code, requestId, refusal.details) })
  } finally {
    connection.calls -= 1
  }
}
