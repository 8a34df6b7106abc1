import type { PlantedBug } from './planted-bug.ts'

const BATCH = 'server/migrations/0004_messenger.sql'
const READER = 'server/src/messenger/chats/reader.store.ts'
const READABLE = 'server/src/messenger/chats/readable.store.ts'
const MEMBERS = 'server/src/messenger/chats/members.store.ts'
const DIFFERS = /memory: /

/** Mistakes in statements. */
export const storageBugs: readonly PlantedBug[] = [
  {
    name: 'unread is counted by time instead of the order of commits',
    guard: 'differential',
    shows: DIFFERS,
    edits: [
      {
        file: READER,
        from: 'and u.ordinal > coalesce(r.ordinal, 0) and',
        to: `and u.sent_at > coalesce(r.at, '-infinity') and`,
      },
    ],
  },
  {
    name: 'a chat stays readable for whoever has left',
    guard: 'differential',
    shows: DIFFERS,
    edits: [
      {
        file: READABLE,
        from: 'and m.left_seq is null\n    where c.deleted_at is null',
        to: '\n    where c.deleted_at is null',
      },
    ],
  },
  {
    name: 'channels of every community are joined by their class alone',
    guard: 'chats',
    shows: /nobody is given the channels of a community that is not his/,
    edits: [
      {
        file: READABLE,
        from: 'on rule.community_id = c.community_id and rule.class = c.channel_class',
        to: 'on rule.class = c.channel_class',
      },
    ],
  },
  {
    name: 'the right to write is taken from the cache without a look at its version',
    guard: 'differential',
    shows: DIFFERS,
    edits: [
      {
        file: BATCH,
        from: 'm.left_seq is null and m.facts_version = i.facts and h.policy_version = i.policy as is_allowed',
        to: 'h.chat_id is not null as is_allowed',
      },
    ],
  },
  {
    name: 'a rule of the chat that has changed since is not looked at',
    guard: 'permissions',
    shows: /where only the leaders write, others are refused at once/,
    edits: [{ file: BATCH, from: ' and h.policy_version = i.policy', to: '' }],
  },
  {
    name: 'what is remembered of a sender refuses what the chat allows by now',
    guard: 'permissions',
    shows: /messages that vanish are for whom the chat allows them/,
    edits: [
      {
        file: 'server/src/messenger/delivery/committer.ts',
        from: ' || (draft.lifetimeMs !== null && right.allowed && right.vanishRefusal !== null)',
        to: '',
      },
    ],
  },
  {
    name: 'a message that is known is written again',
    guard: 'differential',
    shows: DIFFERS,
    edits: [{ file: BATCH, from: '      and not exists (select from existing e where e.n = i.n)\n', to: '' }],
  },
  {
    name: 'a page of members begins with the last one of the page before',
    guard: 'differential',
    shows: DIFFERS,
    edits: [
      { file: MEMBERS, from: '(n.rank, m.joined_seq, m.profile_id) >', to: '(n.rank, m.joined_seq, m.profile_id) >=' },
    ],
  },
  {
    name: 'a quote shows what was said before the reader came',
    guard: 'messages',
    shows: /whoever joined later can neither read nor quote what was before him/,
    edits: [
      {
        file: 'server/src/messenger/messages/messages.store.ts',
        from: `    .where('seq', '>', startSeq)\n`,
        to: `    .where('seq', '>', startSeq - startSeq)\n`,
      },
    ],
  },
  {
    name: 'another command under a used key is answered with the result of the first',
    guard: 'chats',
    shows: /another command under a used key is refused/,
    edits: [
      {
        file: 'server/src/platform/dispatch/idempotency.ts',
        from: `return fail('key.reused')`,
        to: 'return { output: kept.output }',
      },
    ],
  },
]
