import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { makeTemporaryFolder } from './temporary-folder.ts'

const run = promisify(execFile)
/** Of the range for measurements, which no network uses. */
const HOME = '198.18.64.1'
const AWAY = '198.18.64.2'

/** A place behind a cable whose quality can be changed, as somebody with a bad mobile network has it. */
export interface WeakNetwork extends AsyncDisposable {
  /** The end of the cable here: over it the media server has to be reachable. */
  readonly interfaceName: string
  /** A program that is run there: a browser. */
  runsThere(program: string): Promise<string>
  /** Makes a port of this machine's loopback reachable there, under the same number. */
  reach(port: number): Promise<void>
  /** So many bits a second each way, and so many of hundred packets lost; of all programs. */
  weaken(how: { kbits: number; lossPercent: number }): Promise<void>
  /** Nothing passes until it is weakened anew. */
  cut(): Promise<void>
}

/** Why there can be no such place here; null when there can. */
export function whyNoWeakNetwork(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux can make networks'
  for (const program of ['ip', 'tc', 'nft', 'nsenter']) {
    try {
      execFileSync('which', [program], { stdio: 'ignore' })
    } catch {
      return `there is no ${program} (Debian: iproute2 nftables util-linux)`
    }
  }
  return null
}

/** Makes it, reachable from here at once and as good as the machine. */
export async function openWeakNetwork(): Promise<WeakNetwork> {
  const id = process.pid % 100_000
  const name = `parta-weak-${id}`
  const [here, there] = [`weak${id}`, `far${id}`]
  const inside = (program: string, ...args: string[]) => run('ip', ['netns', 'exec', name, program, ...args])
  await run('ip', ['netns', 'add', name])
  await run('ip', ['link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', name])
  await run('ip', ['address', 'add', `${HOME}/30`, 'dev', here])
  await run('ip', ['link', 'set', here, 'up'])
  await run('ip', ['-n', name, 'address', 'add', `${AWAY}/30`, 'dev', there])
  for (const device of [there, 'lo']) await run('ip', ['-n', name, 'link', 'set', device, 'up'])
  await run('ip', ['-n', name, 'route', 'add', 'default', 'via', HOME])
  await inside('nft', 'add', 'table', 'inet', 'weak')
  for (const hook of ['input', 'output']) {
    await inside('nft', `add chain inet weak ${hook} { type filter hook ${hook} priority 0; }`)
  }
  const relays: (Server | { close(): void })[] = []
  const drop = async (rule: string | null) => {
    await inside('nft', 'flush', 'table', 'inet', 'weak')
    if (rule === null) return
    await inside('nft', `add rule inet weak input iifname ${there} ${rule} drop`)
    await inside('nft', `add rule inet weak output oifname ${there} ${rule} drop`)
  }
  return {
    interfaceName: here,
    async runsThere(program) {
      const script = path.join(await makeTemporaryFolder('parta-weak-'), 'run')
      await writeFile(script, `#!/bin/sh\nexec nsenter --net=/run/netns/${name} -- ${program} "$@"\n`)
      await chmod(script, 0o700)
      return script
    },
    async reach(port) {
      const home = createServer((socket) => pass(socket, connect(port, '127.0.0.1')))
      home.listen(port, HOME)
      await once(home, 'listening')
      const child = spawn('ip', ['netns', 'exec', name, process.execPath, '-e', RELAY, String(port), HOME], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      await once(child.stdout, 'data')
      relays.push(home, { close: () => child.kill() })
    },
    async weaken({ kbits, lossPercent }) {
      const shape = ['root', 'tbf', 'rate', `${kbits}kbit`, 'burst', '3kb', 'latency', '400ms']
      await run('tc', ['qdisc', 'replace', 'dev', here, ...shape])
      await inside('tc', 'qdisc', 'replace', 'dev', there, ...shape)
      await drop(`numgen random mod 100 < ${lossPercent}`)
    },
    cut: () => drop('meta l4proto { tcp, udp }'),
    async [Symbol.asyncDispose]() {
      for (const relay of relays) relay.close()
      await run('ip', ['link', 'delete', here]).catch(() => undefined)
      await run('ip', ['netns', 'delete', name])
    },
  }
}

/** Runs in the other network: what comes to its loopback goes over the cable. */
const RELAY = `const net = require('node:net')
const [port, home] = process.argv.slice(1)
net.createServer((from) => {
  const to = net.connect(Number(port), home)
  for (const [one, other] of [[from, to], [to, from]]) one.on('error', () => other.destroy()).on('close', () => other.destroy()).pipe(other)
}).listen(Number(port), '127.0.0.1', () => console.log('ready'))
process.stdin.on('close', () => process.exit()).resume()`

function pass(from: NodeJS.ReadWriteStream & { destroy(): void }, to: typeof from): void {
  for (const [one, other] of [
    [from, to],
    [to, from],
  ] as const) {
    one.on('error', () => other.destroy()).on('close', () => other.destroy())
    one.pipe(other)
  }
}
