import type { PlantedBug } from './planted-bug.ts'

const CHANGES = 'web/src/kit/sync/changes.ts'

/** Mistakes in how messages change after they were sent: edits, erasures, reactions, the end of a lifetime. */
export const messageBugs: readonly PlantedBug[] = [
  {
    name: 'what is for the staff is forwarded to anybody',
    guard: 'forwarding',
    shows: /was not refused with message\.staffOnly/,
    edits: [
      {
        file: 'server/src/messenger/forwarding/forwarding.service.ts',
        from: 'if (!staff.has(id)) outsiders.add(id)',
        to: 'if (staff.size === 0) outsiders.add(id)',
      },
    ],
  },
  {
    name: 'readers of a channel are told who has reacted',
    guard: 'channelReactions',
    shows: /learn how many have reacted and never who/,
    edits: [
      {
        file: 'server/src/messenger/reactions/reactions.service.ts',
        from: 'const payload = { actorId: isChannel ? null : viewerId }',
        to: 'const payload = { actorId: viewerId }',
      },
    ],
  },
  {
    name: 'a device goes on showing the text from before an edit',
    guard: 'simulation',
    shows: /entry \d+ shows/,
    edits: [{ file: CHANGES, from: '  return changed ? replaced : entries\n', to: '  return entries\n' }],
  },
  {
    name: 'an erased message goes on waiting for its reader',
    guard: 'simulation',
    shows: /unread \d+ instead of/,
    edits: [
      {
        file: 'web/src/kit/sync/selectors.ts',
        from: 'return Math.max(0, mine.unread - gone.length)',
        to: 'return mine.unread',
      },
    ],
  },
  {
    name: 'a page from before an erasure brings the text back',
    guard: 'deviceChanges',
    shows: /a page or a quote that was read before a change/,
    edits: [
      {
        file: 'web/src/kit/sync/apply-page.ts',
        from: 'const entries = withNewest(page.entries, slice)',
        to: 'const entries = page.entries',
      },
    ],
  },
  {
    name: 'a page from before one’s own reaction takes it back',
    guard: 'deviceChanges',
    shows: /unless a later event has been heard/,
    edits: [{ file: CHANGES, from: '    if ((own[seq]?.asOf ?? 0) > asOf) continue\n', to: '' }],
  },
  {
    name: 'a message that is over is given until a round erases it',
    guard: 'lifetime',
    shows: /from the last moment on nobody is given the text/,
    edits: [
      {
        file: 'server/src/messenger/messages/hidden-expired.ts',
        from: 'messagesBySeq: async (...args) => (await messages.messagesBySeq(...args)).map(hide),',
        to: 'messagesBySeq: messages.messagesBySeq,',
      },
    ],
  },
  {
    name: 'two rounds erase the same message twice',
    guard: 'lifetime',
    shows: /a round erases what is over once/,
    edits: [
      {
        file: 'server/src/messenger/messages/expiry.ts',
        from: 'for (const message of due) if (message.erased === null) await',
        to: 'for (const message of due) await',
      },
    ],
  },
  {
    name: 'an erased text stays in the answer that is kept for repeats',
    guard: 'lifetime',
    shows: /go from every table/,
    edits: [
      {
        file: 'server/src/messenger/index.ts',
        from: 'return isState ? withoutLastMessage(output as ChatState) : output',
        to: 'return isState ? output : output',
      },
    ],
  },
  {
    name: 'a device waits to be told that a message is over',
    guard: 'device',
    shows: /what ends is gone from the screen and the cache/,
    edits: [
      {
        file: 'web/src/kit/sync/engine.ts',
        from: 'ring: () => this.#expire(),',
        to: 'ring: () => undefined,',
      },
    ],
  },
  {
    name: 'a reaction that changes nothing takes a number',
    guard: 'reactions',
    shows: /what changes nothing takes no number/,
    edits: [
      {
        file: 'server/src/messenger/reactions/reactions.service.ts',
        from: '      if ((given?.reaction ?? null) === reaction) return\n',
        to: '',
      },
    ],
  },
  {
    name: 'whoever is not in a chat can be named there',
    guard: 'mentions',
    shows: /whoever is not in the chat, has left it or is nobody/,
    edits: [
      {
        file: 'server/src/messenger/mentions/mentions.ts',
        from: "  if (ids.some((id) => !named.has(id))) fail('mention.unknown', { changedBy: 'owner' })\n",
        to: '',
      },
    ],
  },
  {
    name: 'a repeat of the sending is refused once the message was edited',
    guard: 'changes',
    shows: /a repeat of the sending after a change/,
    edits: [
      {
        file: 'server/migrations/0004_messenger.sql',
        from: '(m.version > 1 or (m.text = i.body and m.mentions is null))',
        to: '(m.text = i.body and m.mentions is null)',
      },
    ],
  },
]
