import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { startContained } from './contained.ts'
import { findPackages } from './debian.ts'
import type { Peer, PeerPlace } from './peer.ts'

/** Prosody with rooms whose messages are archived in PostgreSQL. */
export const prosody: Peer = {
  name: 'Prosody',
  dialect: 'xmpp',
  counts: { warm: 40, one: 40, sixteen: 64 },
  times: null,
  storesIn: 'its SQL archive',
  prepare: () => findPackages(['prosody', 'lua-dbi-postgresql']),
  async start({ folder, databaseUrl, core }: PeerPlace) {
    const port = await findFreePort()
    const file = path.join(folder, 'prosody.cfg.lua')
    await writeFile(file, configuration(port, databaseUrl, folder))
    const contained = await startContained('Prosody', ['prosody', '--config', file, '-F'], {
      ...{ folder, core, port, log: path.join(folder, 'prosody.log') },
    })
    return { ...contained, port }
  },
  plan: (room) => room,
  countArchived: "select count(*)::int as n from prosodyarchive where store = 'muc_log'",
}

/** Rooms are open at once and kept, since an archive goes with its room, and who comes is told to nobody else. */
function configuration(port: number, databaseUrl: string, folder: string): string {
  const { hostname, port: sqlPort, username, password, pathname } = new URL(databaseUrl)
  // Strings of JSON are strings of Lua, as long as they hold nothing that JSON writes with a code.
  const quote = (words: string) => JSON.stringify(decodeURIComponent(words))
  return `
data_path = ${quote(folder)}
pidfile = ${quote(path.join(folder, 'prosody.pid'))}
run_as_root = true
log = { { levels = { min = "error" }, to = "console" } }
modules_enabled = { "saslauth", "disco", "posix" }
modules_disabled = { "s2s", "tls" }
c2s_interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
c2s_require_encryption = false
storage = { muc_log = "sql" }
sql = {
  driver = "PostgreSQL", host = ${quote(hostname)}, port = ${sqlPort}, database = ${quote(pathname.slice(1))},
  username = ${quote(username)}, password = ${quote(password)},
}
VirtualHost "localhost"
  authentication = "anonymous"
Component "conference.localhost" "muc"
  modules_enabled = { "muc_mam" }
  muc_log_by_default = true
  muc_room_locking = false
  muc_room_default_persistent = true
  muc_room_default_presence_broadcast = { visitor = false, participant = false, moderator = false }
`
}
