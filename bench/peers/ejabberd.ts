import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { startContained } from './contained.ts'
import { queryDatabase } from './database.ts'
import { findPackages } from './debian.ts'
import type { Peer, PeerPlace } from './peer.ts'

const SCHEMA = '/usr/share/ejabberd/sql/pg.sql'
const CONTROL = '/usr/sbin/ejabberdctl'
const USERS_MAX = 5_000

/** ejabberd with rooms whose messages are archived in PostgreSQL before they are sent out. */
export const ejabberd: Peer = {
  name: 'ejabberd',
  dialect: 'xmpp',
  counts: { warm: 60, one: 60, sixteen: 96 },
  times: { one: 7, sixteen: 30 },
  storesIn: 'its PostgreSQL archive',
  // Without the second package everything runs and nothing is archived.
  prepare: () => findPackages(['ejabberd', 'erlang-p1-pgsql']),
  async start({ folder, databaseUrl, core }: PeerPlace) {
    const port = await findFreePort()
    const file = path.join(folder, 'ejabberd.yml')
    // What is JSON is YAML.
    await writeFile(file, JSON.stringify(configuration(port, databaseUrl), null, 2))
    await queryDatabase(databaseUrl, await readFile(SCHEMA, 'utf8'))
    const contained = await startContained('ejabberd', command(folder), {
      ...{ folder, core, port, log: path.join(folder, 'console.log') },
      env: {
        ERL_LIBS: await findLibraries(),
        EJABBERD_CONFIG_PATH: file,
        EJABBERD_LOG_PATH: path.join(folder, 'ejabberd.log'),
        ERL_CRASH_DUMP: path.join(folder, 'crash.dump'),
        HOME: folder,
      },
    })
    return { ...contained, port }
  },
  plan: (room) => room,
  countArchived: "select count(*)::int as n from archive where kind = 'groupchat'",
}

/** As its own script starts it, but as a node alone: it then needs no mapper of ports. */
function command(folder: string): string[] {
  const mnesia = ['-mnesia', 'dir', JSON.stringify(path.join(folder, 'mnesia'))]
  return ['erl', '-noinput', '+K', 'true', '+P', '250000', ...mnesia, '-s', 'ejabberd']
}

/** Where the package keeps its programs, which differs by the kind of processor. */
async function findLibraries(): Promise<string> {
  const found = /^ERL_LIBS='([^']+)'/m.exec(await readFile(CONTROL, 'utf8'))
  if (found === null) throw new Error(`${CONTROL} does not say where ejabberd lies.`)
  return found[1]!
}

function configuration(port: number, databaseUrl: string) {
  const { hostname, port: sqlPort, username, password, pathname } = new URL(databaseUrl)
  return {
    hosts: ['localhost'],
    loglevel: 'error',
    ...{ auth_method: ['anonymous'], anonymous_protocol: 'sasl_anon', allow_multiple_connections: true },
    ...{ sql_type: 'pgsql', sql_server: hostname, sql_port: Number(sqlPort), sql_database: pathname.slice(1) },
    ...{ sql_username: decodeURIComponent(username), sql_password: decodeURIComponent(password) },
    listen: [{ port, ip: '127.0.0.1', module: 'ejabberd_c2s', shaper: 'none' }],
    modules: {
      mod_disco: {},
      mod_mam: { db_type: 'sql', default: 'always' },
      mod_muc: {
        max_users: USERS_MAX,
        // Who comes is told to nobody else; a thousand who come would be told a million times.
        default_room_options: { max_users: USERS_MAX, presence_broadcast: [], mam: true, persistent: true },
      },
    },
  }
}
