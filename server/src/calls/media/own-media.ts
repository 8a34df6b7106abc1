import { createHash } from 'node:crypto'
import { access, constants, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { findFreePort } from '../../platform/db/cluster/free-port.ts'
import { takeOwnerLock } from '../../platform/db/cluster/owner-lock.ts'
import { watchOverThrowAway } from '../../platform/db/cluster/sentinel.ts'
import { chooseInterfaces } from './interfaces.ts'
import { type LivekitSettings, livekitConfig, type MediaPorts, type RelayOverTls } from './livekit-config.ts'
import { type KeptKey, keptKey } from './media-key.ts'
import {
  answers,
  boundLog,
  endMedia,
  findMedia,
  localUrl,
  type MediaProcess,
  pause,
  signalMedia,
  spawnMedia,
} from './media-process.ts'
import { createMediaRooms, type MediaRooms } from './media-rooms.ts'
import type { MediaAccess, MediaServer, MediaState } from './media-server.ts'
import { forgetRunning, readRunning, writeRunning } from './running.ts'

const FIRST_PAUSE_MS = 200
const PAUSE_MS_MAX = 10_000
/** After so long without an end the next one is no repetition. */
const CALM_MS = 60_000
const LOOK_MS = 1_000
const READY_LOOK_MS = 50
/** So long a program that has begun may stay silent, and so long one that has answered. */
const SILENCE_MS = 20_000

const OTHERS = { what: 'The media server', otherwise: 'leave the role media out of PARTA_ROLES of this one' }

export interface OwnMediaOptions {
  /** The program that `npm start` builds. */
  readonly program: string
  /** Kept between starts; made when missing. */
  readonly directory: string
  /** Port 0 of signals is a free one. */
  readonly ports: MediaPorts
  /** Names of interfaces; the fitting ones when empty. */
  readonly interfaces: readonly string[]
  readonly publicAddress: string
  readonly relayOverTls: RelayOverTls | null
  /** How long a stop waits for running calls, in milliseconds. */
  readonly drainMs: number
  /** How long it may stay silent before it is killed, in milliseconds. */
  readonly silenceMs?: number
  /** false in tests: it dies with this process, however that does. */
  readonly durable?: boolean
  /** Sentences for the operator: it has ended, it cannot be started, it runs again. */
  readonly warn: (sentence: string) => void
}

/**
 * Our own media server on this machine, which is started again whenever it ends although nobody stopped it. One that a killed
 * process of ours has left goes on with its calls undisturbed, as long as it has the program and configuration that we would start.
 */
export class OwnMediaServer implements MediaServer {
  readonly browserUrl = null
  readonly rooms: MediaRooms
  readonly #options: OwnMediaOptions
  readonly #key: KeptKey
  readonly #release: () => Promise<void>
  #process: MediaProcess | null = null
  #state: MediaState = 'starting'
  readonly #stop = new AbortController()
  #told = ''
  readonly #loop: Promise<void>

  private constructor(options: OwnMediaOptions, key: KeptKey, release: () => Promise<void>) {
    this.#options = options
    this.#key = key
    this.#release = release
    this.rooms = createMediaRooms(() => this.access())
    this.#loop = this.#run()
  }

  /**
   * Begins to keep it; whether it answers is told by `state`.
   *
   * @throws ClusterError when another living process keeps the one of this directory
   */
  static async start(options: OwnMediaOptions): Promise<OwnMediaServer> {
    await mkdir(options.directory, { recursive: true, mode: 0o700 })
    const release = await takeOwnerLock(options.directory, OTHERS)
    return new OwnMediaServer(options, await keptKey(options.directory), release)
  }

  get #isStopped(): boolean {
    return this.#stop.signal.aborted
  }

  state(): MediaState {
    return this.#state
  }

  access(): MediaAccess | null {
    if (this.#process === null) return null
    return { apiUrl: localUrl(this.#process.port), ...this.#key }
  }

  /** Process that carries media at this moment, or null. */
  get pid(): number | null {
    return this.#process?.pid ?? null
  }

  async #run(): Promise<void> {
    let waitMs = FIRST_PAUSE_MS
    while (!this.#isStopped) {
      const begun = performance.now()
      const reason = await this.#once().catch((error: Error) => `could not be started: ${error.message}`)
      this.#process = null
      if (this.#isStopped) return
      if (this.#state !== 'missing') {
        this.#state = 'failing'
        this.#tell(`The media server of calls ${reason}`)
      }
      waitMs = performance.now() - begun > CALM_MS ? FIRST_PAUSE_MS : Math.min(waitMs * 2, PAUSE_MS_MAX)
      await pause(waitMs, this.#stop.signal)
    }
  }

  /** Starts it, or takes over the one that runs; resolves with a few words when it has ended. */
  async #once(): Promise<string> {
    const { program, directory, durable = true } = this.#options
    if (!(await canRun(program))) {
      this.#state = 'missing'
      return `has no program ${program}`
    }
    const { port, configFile, mark } = await this.#configure()
    const found = await this.#takeOver(mark)
    const process = found ?? (await spawnMedia({ program, configFile, directory, port }))
    this.#process = process
    const dismiss = durable || process.pid === 0 ? () => undefined : watchOverThrowAway(process.pid, undefined, 'KILL')
    try {
      await writeRunning(directory, { pid: process.pid, identity: process.identity, port: process.port, mark })
      await this.#watch(process)
    } finally {
      // Whoever stops it gives its calls their time; otherwise it has ended, or nobody could find it again.
      await endMedia(process, this.#isStopped ? this.#options.drainMs : 0)
      await forgetRunning(directory)
      dismiss()
    }
    return process.exited
  }

  /** Writes the configuration; its mark is the same as long as the same program would do the same. */
  async #configure(): Promise<{ port: number; configFile: string; mark: string }> {
    const { directory, program, ports, publicAddress, relayOverTls } = this.#options
    const interfaces = chooseInterfaces(networkInterfaces(), this.#options.interfaces)
    const settings: LivekitSettings = { ports, interfaces, publicAddress, relayOverTls, ...this.#key }
    const mark = createHash('sha256')
      .update(livekitConfig(settings))
      .update(await fingerprint(program))
      .digest('hex')
    const port = ports.signal === 0 ? await findFreePort() : ports.signal
    const configFile = path.join(directory, 'livekit.json')
    const text = livekitConfig({ ...settings, ports: { ...ports, signal: port } })
    await rm(`${configFile}.new`, { force: true })
    await writeFile(`${configFile}.new`, text, { mode: 0o600 })
    await rename(`${configFile}.new`, configFile)
    return { port, configFile, mark }
  }

  async #takeOver(mark: string): Promise<MediaProcess | null> {
    const { directory } = this.#options
    const running = await readRunning(directory)
    const found = running === null ? null : await findMedia(running)
    if (found === null) return null
    if (running?.mark === mark && (await answers(localUrl(found.port)))) return found
    await endMedia(found, 0)
    return null
  }

  /** Looks whether it answers, until it has ended or has to; one that stays silent is killed. */
  async #watch(process: MediaProcess): Promise<void> {
    const { directory, silenceMs = SILENCE_MS } = this.#options
    let isOver = false
    const over = process.exited.then(() => {
      isOver = true
    })
    let heard = performance.now()
    while (!isOver && !this.#isStopped) {
      if (await answers(localUrl(process.port))) {
        heard = performance.now()
        if (this.#state !== 'ready' && !isOver) this.#becomeReady(process)
      } else if (performance.now() - heard > silenceMs) {
        this.#tell(`The media server of calls (process ${process.pid}) does not answer and is killed`)
        await signalMedia(process, 'SIGKILL')
      }
      await boundLog(directory)
      await Promise.race([over, pause(this.#state === 'ready' ? LOOK_MS : READY_LOOK_MS, this.#stop.signal)])
    }
  }

  #becomeReady(process: MediaProcess): void {
    if (this.#state === 'failing') this.#options.warn(`The media server of calls runs again (process ${process.pid}).`)
    this.#state = 'ready'
    this.#told = ''
  }

  /** What goes wrong again and again for one reason is said once. */
  #tell(sentence: string): void {
    if (sentence === this.#told) return
    this.#told = sentence
    this.#options.warn(`${sentence}.`)
  }

  /** Ends it when its calls have ended or their time is over; can be called more than once. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isStopped) return this.#loop
    this.#stop.abort()
    await this.#loop
    await this.#release()
  }
}

function canRun(program: string): Promise<boolean> {
  return access(program, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** Tells one build of the program from another. */
async function fingerprint(program: string): Promise<string> {
  const { size, mtimeMs } = await stat(program)
  return `${program} ${size} ${mtimeMs}`
}
