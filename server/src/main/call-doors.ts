import type { createCalls } from '../calls/index.ts'
import type { Communities } from '../communities/index.ts'
import type { Identity } from '../identity/index.ts'
import type { LeftDoors, Messenger } from '../messenger/index.ts'

interface DoorParts {
  identity: Identity
  communities: Communities
  messenger: Messenger
  doors: Pick<LeftDoors, 'actingRefusal'>
}

/** What calls ask of the domains to their left. */
export function callDoorsOf({
  identity,
  communities,
  messenger,
  doors,
}: DoorParts): Omit<Parameters<typeof createCalls>[0], 'platform' | 'media' | 'ownUrl'> {
  return {
    accessChat: messenger.accessChat,
    chatOf: messenger.chatOf,
    membersAmong: messenger.membersAmong,
    say: messenger.doSay,
    insideAmong: communities.insideAmong,
    pupilsAmong: communities.pupilsAmong,
    timeZone: communities.zoneFor,
    async mayBeAlone(reader, profileIds) {
      const { refusal, supervision } = await communities.dialogueRule(reader, profileIds)
      return refusal === null && supervision === null
    },
    actingRefusal: doors.actingRefusal,
    cards: identity.cards,
  }
}
