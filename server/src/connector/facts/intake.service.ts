import { CONNECTOR_PAGE_MAX } from '#contract/connector/connector.limits.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { SystemCaller } from '../../platform/dispatch/viewer.ts'
import { pageChats } from '../aligning/held.store.ts'
import type { ConnectorDoors } from '../doors.ts'
import * as organisations from '../grants/organisations.store.ts'
import { waitingView } from '../grants/waiting-view.ts'
import { countFacts } from './facts.store.ts'

type List = Operations['connector.organisations.list']
type Chats = Operations['connector.chats.list']
type State = Operations['connector.state.get']

/** What a system reads of what it has told. */
export function createIntake({ communities, chats }: ConnectorDoors) {
  return {
    async organisations(reader: Reader, { clientId }: SystemCaller, input: InputOf<List>): Promise<OutputOf<List>> {
      const place = decodeCursor(input.cursor, ['id'])
      const limit = input.limit ?? CONNECTOR_PAGE_MAX
      const rows = await organisations.pageOrganisations(reader, clientId, (place?.[0] as string) ?? null, limit)
      const about = await communities.about(
        reader,
        rows.map((row) => row.community_id),
      )
      return {
        organisations: rows.map((row) => ({ ...about.get(row.community_id)!, since: toInstant(row.since) })),
        next: rows.length < limit ? null : encodeCursor([rows.at(-1)!.community_id]),
      }
    },

    async chats(
      reader: Reader,
      { clientId }: SystemCaller,
      input: InputOf<Chats>,
      fail: Fail<ErrorsOf<Chats>>,
    ): Promise<OutputOf<Chats>> {
      const { communityId } = input
      if ((await organisations.accessFor(reader, clientId, communityId)) === null) fail('connector.unknown')
      const place = decodeCursor(input.cursor, ['text'])
      const limit = input.limit ?? CONNECTOR_PAGE_MAX
      const rows = await pageChats(reader, communityId, (place?.[0] as string) ?? null, limit)
      const counts = await chats.countsOf(
        reader,
        rows.map(({ chatId }) => chatId),
      )
      return {
        chats: rows.map(({ sourceId: id, kind, chatId, closed, title }) => {
          const now = counts.get(chatId)
          return { id, kind, chatId, title: now?.title ?? title, closed, membersCount: now?.membersCount ?? 0 }
        }),
        next: rows.length < limit ? null : encodeCursor([rows.at(-1)!.sourceId]),
      }
    },

    async state(
      reader: Reader,
      { clientId }: SystemCaller,
      { communityId }: InputOf<State>,
      fail: Fail<ErrorsOf<State>>,
    ): Promise<OutputOf<State>> {
      const row = (await organisations.accessFor(reader, clientId, communityId)) ?? fail('connector.unknown')
      return {
        facts: await countFacts(reader, communityId),
        due: row.facts_version > row.done_version,
        doneAt: row.done_at === null ? null : toInstant(row.done_at),
        waiting: waitingView(row),
      }
    },
  }
}

export type Intake = ReturnType<typeof createIntake>
