import { fileURLToPath } from 'node:url'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import nodeFlags from '../../server/node-flags.json' with { type: 'json' }
import { Followed } from './followed.ts'

const SUBJECT = fileURLToPath(new URL('./subject-server.ts', import.meta.url))
const READY_MS = 60_000

/** A server under load. */
export interface Server extends AsyncDisposable {
  port: number
  pid: number
}

/** Starts the product on a database. With `profile` Node writes a CPU profile into that folder at the end. */
export async function startSubject(options: {
  databaseUrl: string
  core: number | null
  throwAway?: boolean
  profile?: string | null
  /** Variables of its configuration. */
  environment?: Readonly<Record<string, string>>
}): Promise<Server> {
  const profiling =
    options.profile == null ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`, '--cpu-prof-interval=500']
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PARTA_'))
  const kind = options.throwAway ? ['throw-away'] : []
  const program = new Followed(
    'The server',
    [process.execPath, ...nodeFlags, ...profiling, SUBJECT, options.databaseUrl, ...kind],
    {
      core: options.core,
      env: { ...Object.fromEntries(inherited), ...options.environment },
    },
  )
  try {
    const { port } = JSON.parse(await program.line(READY_MS)) as { port: number }
    return { port, pid: program.pid, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() }
  } catch (error) {
    await program[Symbol.asyncDispose]()
    throw error
  }
}

/** Starts the write floor. */
export async function startFloor(program: string, core: number | null): Promise<Server> {
  const port = await findFreePort()
  const floor = new Followed('The floor', [program, String(port)], { core })
  try {
    await floor.line(READY_MS)
    return { port, pid: floor.pid, [Symbol.asyncDispose]: () => floor[Symbol.asyncDispose]() }
  } catch (error) {
    await floor[Symbol.asyncDispose]()
    throw error
  }
}
