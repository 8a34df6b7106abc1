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
    peopleOf: messenger.peopleOf,
    chatsOf: messenger.chatsOf,
    say: messenger.doSay,
    insideAmong: communities.insideAmong,
    pupilsAmong: communities.pupilsAmong,
    callRules: communities.callRules,
    refusesCalls: communities.refusesCalls,
    timeZone: communities.zoneFor,
    async mayBeAlone(reader, profileIds) {
      const { refusal, supervision } = await communities.dialogueRule(reader, profileIds)
      return refusal === null && supervision === null
    },
    actingRefusal: doors.actingRefusal,
    cards: identity.cards,
  }
}
