import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { launcherModule } from './launcher-fixture.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Who comes into which room, and for how long. */
export interface CallLoadPlan {
  /** Address of the media server, ws(s). */
  readonly url: string
  /** One participant for each. */
  readonly tokens: readonly string[]
  /** How many of the first ones publish sound. */
  readonly speakers: number
  /** OGG file of Opus that the speakers publish; empty for packets that only count. */
  readonly sound: string
  /** IVF file of VP8 that the first one publishes; empty for none. */
  readonly film: string
  /** Between two who come, in milliseconds. */
  readonly apartMs: number
  /** How long all stay once the last one has come. */
  readonly seconds: number
}

/** What one participant saw. */
export interface CallLoadPart {
  /** From the first byte sent until media could flow, in milliseconds. */
  readonly cameMs: number
  /** Until the first packet came, in milliseconds; -1 for never. */
  readonly firstMs: number
  /** Packets that came while all were inside, bytes of their payload, and how many of them are missing. */
  readonly packets: number
  readonly bytes: number
  readonly lost: number
}

export interface CallLoadRan {
  /** In the order of the tokens; null for who did not come in. */
  readonly parts: readonly (CallLoadPart | null)[]
  /** Why somebody did not come in, by the number of his token. */
  readonly refused: ReadonlyMap<number, string>
}

interface Line {
  came?: number
  ms?: number
  error?: string
  went?: number
  firstMs?: number
  packets?: number
  bytes?: number
  lost?: number
}

/** Many people of one call, in a program of their own that ends by itself. */
export interface CallLoad {
  readonly pid: number
  /** Resolves when everybody has come or was refused. */
  readonly inside: Promise<void>
  readonly ran: Promise<CallLoadRan>
}

/** Builds the program and starts it. */
export async function startCallLoad(plan: CallLoadPlan): Promise<CallLoad> {
  const { buildCallLoad } = await launcherModule<{
    buildCallLoad(root: string, env: NodeJS.ProcessEnv): Promise<string>
  }>('lib/media-server.mjs')
  const program = await buildCallLoad(ROOT, process.env)
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(plan))
  const came = new Map<number, number>()
  const refused = new Map<number, string>()
  const went = new Map<number, Line>()
  const everybody = Promise.withResolvers<void>()
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line
    if (line.came !== undefined && line.error !== undefined) refused.set(line.came, line.error)
    else if (line.came !== undefined) came.set(line.came, line.ms ?? 0)
    if (line.went !== undefined) went.set(line.went, line)
    if (came.size + refused.size === plan.tokens.length) everybody.resolve()
  })
  const ran = once(child, 'close').then(([code]) => {
    everybody.resolve()
    if (code !== 0) throw new Error(`The load of a call ended with code ${code}`)
    const parts = plan.tokens.map((_, i) => {
      const end = went.get(i)
      if (end === undefined) return null
      const { firstMs = -1, packets = 0, bytes = 0, lost = 0 } = end
      return { cameMs: came.get(i)!, firstMs, packets, bytes, lost }
    })
    return { parts, refused }
  })
  return { pid: child.pid!, inside: everybody.promise, ran }
}

/** A tone in a file as the speakers of a call publish it, one packet of 20 ms a page. */
export async function makeTone(file: string, hertz: number): Promise<void> {
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=${hertz}:duration=10`]
  const opus = ['-c:a', 'libopus', '-b:a', '32k', '-frame_duration', '20', '-page_duration', '20000']
  await promisify(execFile)('ffmpeg', ['-loglevel', 'error', ...tone, ...opus, file])
}
