import { reaches } from '#contract/messenger/chat-permissions.ts'
import type { VanishRefusal } from '#contract/messenger/chat-vanishing.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Holding } from '../attachments/holding.ts'
import { permissionsOf, type ReaderRow } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'

interface Parts {
  doors: Pick<LeftDoors, 'forbidsVanishing'>
  holding: Pick<Holding, 'isReadByPupils'>
}

export type Vanishing = ReturnType<typeof createVanishing>

/** Why somebody may not let a message vanish in a chat; null when he may (MSG-08). */
export function createVanishing({ doors, holding }: Parts) {
  return {
    async refusal(reader: Reader, chat: ReaderRow): Promise<VanishRefusal | null> {
      // It would be gone before those who have to see it have looked.
      if (chat.supervision !== null) return 'message.supervised'
      if (!reaches(permissionsOf(chat).vanish, (chat.role ?? 'member') as 'member')) return 'message.vanishForbidden'
      // With himself everybody does what he likes.
      if (chat.kind === 'favourites') return null
      const people = [chat.direct_low, chat.direct_high].filter((id) => id !== null)
      if (!(await doors.forbidsVanishing(reader, chat.community_id, people))) return null
      const isForPupils = chat.community_id === null || (await holding.isReadByPupils(reader, chat))
      return isForPupils ? 'message.vanishWithPupils' : null
    },
  }
}
