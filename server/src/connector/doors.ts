import type { Communities } from '../communities/index.ts'
import type { Identity } from '../identity/index.ts'
import type { Messenger } from '../messenger/index.ts'

/** What the connector asks of the domains to its left. */
export interface ConnectorDoors {
  communities: Pick<Communities, 'accessMembership'> & Communities['sourced']
  systems: Identity['systems']
  chats: Messenger['factChats']
  /** Whether people write in chats at this moment, who come first. */
  isAnybodyWriting: () => boolean
}
