import type { PlantedBug } from './planted-bug.ts'

const COMMITTER = 'server/src/messenger/delivery/committer.ts'
const HUB = 'server/src/platform/realtime/hub.ts'
const CHANGES = 'server/src/messenger/chats/chat-changes.ts'
const BUS = 'server/src/platform/bus/numbered-bus.ts'

/** Mistakes in what the server decides before and after it writes. */
export const serverBugs: readonly PlantedBug[] = [
  {
    name: 'a slow chat takes what members write as fast as it comes',
    guard: 'moderation',
    shows: /3 !== 1/,
    edits: [
      {
        file: 'server/src/messenger/delivery/sender-facts.ts',
        from: "if (row.slow_mode_ms !== null && role === 'member')",
        to: "if (row.slow_mode_ms !== null && role === 'observer')",
      },
    ],
  },
  {
    name: 'a link lets in whoever belongs to the organisation',
    guard: 'invitations',
    shows: /was not refused with chatLink\.notContact/,
    edits: [
      {
        file: 'server/src/messenger/invitations/chat-links.service.ts',
        from: 'if (!contacts.has(viewerId))',
        to: 'if (contacts.size > 1)',
      },
    ],
  },
  {
    name: 'a deleted chat is still read by its members',
    guard: 'ending',
    shows: /was not refused with chat\.unknown/,
    edits: [
      {
        file: 'server/src/messenger/chats/reader.store.ts',
        from: 'join messenger.chat c on c.id = p.chat_id and c.deleted_at is null\n    join messenger.chat_head',
        to: 'join messenger.chat c on c.id = p.chat_id\n    join messenger.chat_head',
      },
    ],
  },
  {
    name: 'a message is acknowledged before it is durable, under the number that it will probably get',
    guard: 'simulation',
    shows: /was acknowledged to/,
    edits: [
      {
        file: COMMITTER,
        from: '    const started = performance.now()\n',
        to: `    for (const { waiting } of ready) {
      const last = lastOf.get(waiting.draft.chatId)
      if (last !== undefined) waiting.resolve({ ...waiting.draft, isNew: true, seq: last.seq + 1, ordinal: last.ordinal + 1, version: 1, sentAt: parts.clock.now() })
    }
    const started = performance.now()\n`,
      },
      {
        file: COMMITTER,
        from: `    if (committed.isNew) parts.onCommitted(committed)\n`,
        to: `    lastOf.set(committed.chatId, committed)
    if (committed.isNew) parts.onCommitted(committed)\n`,
      },
      {
        file: COMMITTER,
        from: 'function laneOf(',
        to: 'const lastOf = new Map<string, Committed>()\n\nfunction laneOf(',
      },
    ],
  },
  {
    name: 'a commit that failed is answered as done',
    guard: 'simulation',
    shows: /was acknowledged to/,
    edits: [
      {
        file: COMMITTER,
        from: 'for (const waiting of batch) waiting.reject(error)',
        to: 'for (const waiting of batch) waiting.resolve({ ...waiting.draft, isNew: true, seq: 1, ordinal: 1, version: 1, sentAt: parts.clock.now() })',
      },
    ],
  },
  {
    name: 'a removed person stays among those who hear the chat',
    guard: 'simulation',
    shows: /was given/,
    edits: [
      {
        file: HUB,
        from: '      this.#dismiss(frame)\n    }\n    const sign',
        to: '    }\n    const sign',
      },
    ],
  },
  {
    name: 'a removed person hears one number too many',
    guard: 'simulation',
    shows: /was given/,
    edits: [
      { file: HUB, from: '      this.#dismiss(frame)\n    }\n    const sign', to: '    }\n    const sign' },
      {
        file: HUB,
        from: '      if (seq > after) connection.deliver(target > startSeq ? encoded : instead)\n    }\n',
        to: `      if (seq > after) connection.deliver(target > startSeq ? encoded : instead)
    }
    if (frame.a === 'chat') this.#dismiss(frame)\n`,
      },
    ],
  },
  {
    name: 'a newcomer hears how something was changed that he may not see',
    guard: 'changes',
    shows: /whoever may not see a message hears of its changes only that a number has passed/,
    edits: [{ file: HUB, from: 'target > startSeq ? encoded : instead', to: 'target > -1 ? encoded : instead' }],
  },
  {
    name: 'an erased message is edited',
    guard: 'changes',
    shows: /message\.erased/,
    edits: [
      {
        file: 'contract/src/messenger/messages.abilities.ts',
        from: "  if (message.erased !== null) return 'message.erased'\n  if (message.origin !== null)",
        to: '  if (message.origin !== null)',
      },
    ],
  },
  {
    name: 'the same message is edited on two devices and the later one wins unseen',
    guard: 'changes',
    shows: /message\.versionConflict/,
    edits: [
      {
        file: 'server/src/messenger/messages/changes.service.ts',
        from: "      if (!isCurrent) fail('message.versionConflict')\n",
        to: '',
      },
    ],
  },
  {
    name: 'a reading of rights from before a removal lets the removed in again',
    guard: 'simulation',
    shows: /was given/,
    edits: [{ file: HUB, from: '    if (connection.rightsMoves !== asOf) return false\n', to: '' }],
  },
  {
    name: 'whoever is let in hears what the stream still carries from before',
    guard: 'hub',
    shows: /nothing from before the number at which somebody was let in reaches him/,
    edits: [{ file: HUB, from: 'if (seq > after) connection.deliver', to: 'if (seq > 0 * after) connection.deliver' }],
  },
  {
    name: 'a chat that healing has found begins without what had been said in it',
    guard: 'hub',
    shows: /a chat that is found by reading rights and not by its event/,
    edits: [
      {
        file: HUB,
        from: `if (await this.tune(connection)) connection.fallBehind('rights')`,
        to: 'await this.tune(connection)',
      },
    ],
  },
  {
    name: 'events are delivered in the order in which they come',
    guard: 'order',
    shows: /not ok|✖/,
    edits: [
      {
        file: 'server/src/platform/realtime/log-stream.ts',
        from: '    this.#waiting.set(seq, { frame, json })\n    this.#expected',
        to: '    this.#last = seq\n    this.#deliver(frame, json)\n    this.#expected',
      },
    ],
  },
  {
    name: 'a message that answers another is overtaken by the next one of its sender',
    guard: 'sendOrder',
    shows: /not ok|✖/,
    edits: [
      {
        file: 'server/src/messenger/messages/send-order.ts',
        from: 'if (before === undefined && look === null) return handOn()',
        to: 'if (look === null) return handOn()',
      },
    ],
  },
  {
    name: 'a lost last message of another node is not noticed by its beat',
    guard: 'simulation',
    shows: /(shows|misses|stands at|holds|unread|counts)/,
    edits: [{ file: BUS, from: 'if (head.q > expected) this', to: `if (head.k !== 'beat' && head.q > expected) this` }],
  },
  {
    name: 'a commit that a broken connection leaves open is told to nobody',
    guard: 'simulation',
    shows: /(shows|misses|stands at|holds|unread|counts)/,
    edits: [
      {
        file: 'server/src/platform/bus/unsure.ts',
        from: "if (databaseFailure(error) !== 'down') return",
        to: "if (databaseFailure(error) !== 'full') return",
      },
    ],
  },
  {
    name: 'a node that ends between its commit and its word of it is forgotten without a look at the logs',
    guard: 'bus',
    shows: /a node that falls silent may have committed what it did not tell/,
    edits: [
      {
        file: BUS,
        from: '      this.#heard.delete(nodeId)\n      this.#local.lost()\n',
        to: '      this.#heard.delete(nodeId)\n',
      },
    ],
  },
  {
    name: 'the count of members drifts by those who were counted already',
    guard: 'simulation',
    shows: /counts \d+ members/,
    edits: [{ file: CHANGES, from: 'countsAlready ? 0 : members.length', to: 'members.length' }],
  },
  {
    name: 'a newcomer reads what was said before him',
    guard: 'simulation',
    shows: /was given/,
    edits: [{ file: CHANGES, from: 'startSeq: startSeq ?? joinedSeq - 1', to: 'startSeq: startSeq ?? 0' }],
  },
  {
    name: 'the rule about adults and pupils is not looked at when somebody leaves',
    guard: 'simulation',
    shows: /log of /,
    edits: [
      {
        file: CHANGES,
        from: `      await refreshRule(tx, chatId)
      const owner`,
        to: '      const owner',
      },
    ],
  },
  {
    name: 'a keyed command is carried out again when it is repeated',
    guard: 'simulation',
    shows: /(happened \d+ times|was refused and happened)/,
    edits: [
      {
        file: 'server/src/platform/dispatch/dispatcher.ts',
        from: '      if (before !== null) return before.output\n',
        to: '',
      },
    ],
  },
  {
    name: 'what comes while a snapshot is read is not held for afterwards',
    guard: 'simulation',
    shows: /(shows|misses|stands at|holds|unread|counts)/,
    edits: [
      {
        file: 'server/src/platform/realtime/connection.ts',
        from: '    for (const frame of this.#held) this.#push(frame)\n',
        to: '',
      },
    ],
  },
  {
    name: 'what is remembered of a chat is given though its log has gone on',
    guard: 'simulation',
    shows: /(shows|misses|stands at|holds|unread|counts)/,
    edits: [
      {
        file: 'server/src/messenger/sync/recent-logs.ts',
        from: 'if (log?.seq !== seq) return',
        to: 'if (log === undefined) return',
      },
    ],
  },
  {
    name: 'who comes back is given what is remembered from before he came',
    guard: 'recent',
    shows: /who comes again nothing from before/,
    edits: [
      {
        file: 'server/src/messenger/sync/recent-log.ts',
        from: 'this.#mark(at - 1, SEQ) >= from)',
        to: 'this.#mark(at - 1, SEQ) >= from - from)',
      },
    ],
  },
  {
    name: 'a catch-up begins one number late',
    guard: 'simulation',
    shows: /(shows|misses|stands at|holds|unread|counts)/,
    edits: [
      {
        file: 'server/src/messenger/sync/catch-up.ts',
        from: 'from: heardSeq! + 1, to',
        to: 'from: heardSeq! + 2, to',
      },
    ],
  },
]
