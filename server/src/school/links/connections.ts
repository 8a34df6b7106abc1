import type { Reader } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { connectionOf } from '../connection/connection.store.ts'
import { type Reach, reachOf } from '../connection/reach.ts'
import type { SchoolOutside } from '../outside.ts'
import { connectionsOfCommunity } from './links.store.ts'

export type Connections = ReturnType<typeof createConnections>

/** How organisations reach the messenger, to those who link accounts. */
export function createConnections(
  platform: Pick<Platform, 'keyOutside'>,
  outside: Pick<SchoolOutside, 'messengerUrl'>,
) {
  return {
    /** Of an organisation; null of one that is not connected, or whose secret cannot be read any more. */
    async of(reader: Reader, organisationId: string): Promise<Reach | null> {
      const row = await connectionOf(reader, organisationId)
      return row === undefined ? null : reachOf(platform, outside, row)
    },

    /** All that speak for an organisation of the messenger. */
    async ofCommunity(reader: Reader, communityId: string): Promise<Reach[]> {
      const rows = await connectionsOfCommunity(reader, communityId)
      const found = await Promise.all(rows.map((row) => reachOf(platform, outside, row)))
      return found.filter((reach) => reach !== null)
    },
  }
}
