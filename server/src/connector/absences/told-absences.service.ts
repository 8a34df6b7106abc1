import { CONNECTOR_PAGE_MAX } from '#contract/connector/connector.limits.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Communities } from '../../communities/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { SystemCaller } from '../../platform/dispatch/viewer.ts'
import type { ConnectorDoors } from '../doors.ts'
import { accessFor, organisation } from '../grants/organisations.store.ts'
import { linkedProfiles } from '../links/links.store.ts'
import type { Notices } from '../notices/notices.ts'

type List = Operations['connector.absences.list']
export type AbsenceReaders = Communities['hooks']['absenceReaders'][number]

/** A system that may read absences; the same word as the scope of the operation. */
const SCOPE = 'connector:absences'

export type ToldAbsences = ReturnType<typeof createToldAbsences>

/** What a school learns of the absences of its pupils, as far as they are linked (MSG-23). */
export function createToldAbsences({ doors, notices }: { doors: ConnectorDoors; notices: Notices }) {
  const systemOf = async (reader: Reader, communityId: string, profileId: string): Promise<string | null> => {
    const clientId = (await organisation(reader, communityId))?.client_id ?? null
    if (clientId === null || (await linkedProfiles(reader, communityId, [profileId])).size === 0) return null
    return (await doors.systems.with(reader, SCOPE)).find(({ id }) => id === clientId)?.name ?? null
  }
  const readers: AbsenceReaders = {
    systemOf,
    async onMoved(tx, communityId, profileId) {
      if ((await systemOf(tx, communityId, profileId)) === null) return
      await notices.doTell(tx, communityId, { event: 'absences.changed', data: {} })
    },
  }
  return {
    readers,

    async list(
      reader: Reader,
      { clientId }: SystemCaller,
      input: InputOf<List>,
      fail: Fail<ErrorsOf<List>>,
    ): Promise<OutputOf<List>> {
      const { communityId, day } = input
      if ((await accessFor(reader, clientId, communityId)) === null) fail('connector.unknown')
      const place = decodeCursor(input.cursor, ['text'])
      const limit = input.limit ?? CONNECTOR_PAGE_MAX
      const people = await linkedProfiles(reader, communityId, null)
      const after = (place?.[0] as string) ?? null
      const rows = await doors.communities.absencesAmong(reader, {
        ...{ communityId, day, after, limit },
        profileIds: [...people.keys()],
      })
      return {
        absences: rows.map((row) => ({
          ...{ id: row.id, personId: people.get(row.child_profile_id)!, from: row.first_day, to: row.last_day },
          ...{ reason: row.reason, paper: row.paper_id !== null, accepted: row.accepted_at !== null },
          toldAt: toInstant(row.changed_at ?? row.told_at),
        })),
        next: rows.length < limit ? null : encodeCursor([rows.at(-1)!.id]),
      }
    },
  }
}
