import { sql } from 'kysely'
import type { OwnPermissions } from '#contract/calls/people.ts'
import type { Tx } from '../../platform/db/database.ts'

/** Notes what was decided for one person of a call alone. */
export async function setPermissions(
  tx: Tx,
  { callId, profileId }: { callId: string; profileId: string },
  { microphone, camera, screen }: OwnPermissions,
): Promise<void> {
  await sql`insert into calls.person (call_id, profile_id, may_microphone, may_camera, may_screen, untold)
    values (${callId}::uuid, ${profileId}::uuid, ${microphone}, ${camera}, ${screen}, true)
    on conflict (call_id, profile_id) do update set
      may_microphone = ${microphone}, may_camera = ${camera}, may_screen = ${screen}, untold = true`.execute(tx)
}
