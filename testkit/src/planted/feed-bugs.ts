import type { PlantedBug } from './planted-bug.ts'

const FEED = 'server/src/messenger/feed/feed.store.ts'

/** Mistakes by which a family is told what is not its own, or is not told what waits for it. */
export const feedBugs: readonly PlantedBug[] = [
  {
    name: 'what a class is told is said of every child of the organisation',
    guard: 'feed',
    shows: /labels of the children whom it concerns/,
    edits: [{ file: FEED, from: '(c.unit_id is null or c.unit_id = any(l.unit_ids))', to: 'true' }],
  },
  {
    name: 'a family is shown what its reader has deleted for himself',
    guard: 'feed',
    shows: /deleted in one place or for oneself is gone from there alone/,
    edits: [{ file: FEED, from: 'where not exists (', to: 'where true or not exists (' }],
  },
  {
    name: 'the answer of one guardian is taken for those of all',
    guard: 'feed',
    shows: /until one guardian or each has answered/,
    edits: [{ file: FEED, from: "case a.confirm_who when 'one' then", to: 'case when true then' }],
  },
]
