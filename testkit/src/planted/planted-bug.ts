/** One exact piece of a source file and what stands there instead. */
export interface Edit {
  /** Path from the root of the project. */
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly from: string
  readonly to: string
}

/** Proofs that have to notice, by the file that runs them. */
export const guards = {
  simulation: 'testkit/simulation/simulation.test.ts',
  differential: 'testkit/simulation/differential.test.ts',
  canary: 'testkit/safety/canary.test.ts',
  order: 'server/src/platform/realtime/log-stream.test.ts',
  hub: 'server/src/platform/realtime/hub.test.ts',
  bus: 'server/src/platform/bus/numbered-bus.test.ts',
  changes: 'server/src/messenger/messages/changes.test.ts',
  egress: 'server/src/platform/egress/egress.test.ts',
  publicAddress: 'server/src/platform/egress/public-address.test.ts',
  mentions: 'server/src/messenger/mentions/mentions.test.ts',
  lifetime: 'server/src/messenger/messages/lifetime.test.ts',
  polls: 'server/src/messenger/polls/polls.test.ts',
  reactions: 'server/src/messenger/reactions/reactions.test.ts',
  engine: 'web/src/kit/sync/sync.test.ts',
  chats: 'server/src/messenger/chats/chats.test.ts',
  permissions: 'server/src/messenger/chats/permissions.test.ts',
  moderation: 'server/src/messenger/moderation/moderation.test.ts',
  invitations: 'server/src/messenger/invitations/invitations.test.ts',
  ending: 'server/src/messenger/ending/ending.test.ts',
  recent: 'server/src/messenger/sync/recent-attacks.test.ts',
  forwarding: 'server/src/messenger/forwarding/channel-forwarding.test.ts',
  channelReactions: 'server/src/messenger/reactions/channel-reactions.test.ts',
  messages: 'server/src/messenger/messages/messages.test.ts',
  sendOrder: 'server/src/messenger/messages/send-order.test.ts',
  device: 'web/src/kit/sync/engine.test.ts',
  uploads: 'server/src/files/uploads.test.ts',
  downloads: 'server/src/files/downloads.test.ts',
  pictureMaker: 'server/src/platform/pictures/picture-maker.test.ts',
  photos: 'server/src/identity/photos/photos.test.ts',
  chatPictures: 'server/src/messenger/pictures/pictures.test.ts',
  erasing: 'server/src/identity/deletion/erasing.test.ts',
  deletion: 'server/src/identity/deletion/deletion.test.ts',
  privacyLimit: 'server/src/communities/privacy/privacy-limit.test.ts',
  auditChain: 'server/src/platform/audit/verify.test.ts',
  childReads: 'server/src/communities/audit/child-reads.test.ts',
  deviceChanges: 'web/src/kit/sync/changes.test.ts',
  feed: 'server/src/messenger/feed/feed.test.ts',
  calls: 'server/src/calls/calls/calls.test.ts',
  callDoor: 'server/src/calls/calls/door.test.ts',
  halls: 'server/src/calls/halls/halls.test.ts',
  attendance: 'server/src/calls/attendance/attendance.test.ts',
} as const

export type Guard = keyof typeof guards

/** A mistake that somebody could make, and the proof that claims to notice it. */
export interface PlantedBug {
  readonly name: string
  readonly guard: Guard
  readonly edits: readonly Edit[]
  /** What the proof says of it; a proof that falls for another reason has not caught it. */
  readonly shows: RegExp
}
