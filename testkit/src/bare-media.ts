import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { AccessToken } from 'livekit-server-sdk'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { mediaProgram } from './media.ts'

const KEY = 'bare'
const SECRET = 'b'.repeat(32)

/** The program of the media server as anybody starts it, with nothing of ours around it. */
export interface BareMedia extends AsyncDisposable {
  readonly pid: number
  /** Where clients reach it, ws. */
  readonly url: string
  /** Tokens of so many people of one room. */
  tokens(people: number): Promise<string[]>
}

/** Starts it on loopback with what it takes when it is told nothing but its ports. */
export async function startBareMedia(): Promise<BareMedia> {
  const [port, udp, tcp] = [await findFreePort(), await findFreePort(), await findFreePort()]
  const rtc = { udp_port: udp, tcp_port: tcp, node_ip: '127.0.0.1', enable_loopback_candidate: true }
  const config = {
    port,
    bind_addresses: ['127.0.0.1'],
    keys: { [KEY]: SECRET },
    logging: { level: 'error' },
    rtc: { ...rtc, interfaces: { includes: ['lo'] }, stun_servers: [] },
    limit: { num_tracks: -1 },
  }
  const child = spawn(await mediaProgram(), ['--config-body', JSON.stringify(config)], { stdio: 'ignore' })
  const gone = once(child, 'exit')
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`The media server alone ended with code ${child.exitCode}`)
    await delay(50)
  }
  return {
    pid: child.pid!,
    url: `ws://127.0.0.1:${port}`,
    tokens: (people) =>
      Promise.all(
        Array.from({ length: people }, (_, i) => {
          const token = new AccessToken(KEY, SECRET, { identity: `person-${i}`, ttl: 600 })
          token.addGrant({ room: 'bare', roomJoin: true, canPublish: true, canSubscribe: true })
          return token.toJwt()
        }),
      ),
    async [Symbol.asyncDispose]() {
      child.kill()
      await gone
    },
  }
}

const answers = (port: number) =>
  fetch(`http://127.0.0.1:${port}/`).then(
    ({ ok }) => ok,
    () => false,
  )
