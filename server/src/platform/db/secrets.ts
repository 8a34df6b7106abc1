import type { Clock } from '../clock/clock.ts'
import type { Random } from '../clock/random.ts'
import type { Database } from './database.ts'

/** Returns the installation's own key of this name, making it at the first call ever; 32 bytes. */
export async function installationSecret(db: Database, name: string, random: Random, clock: Clock): Promise<Buffer> {
  await db
    .insertInto('platform.secret')
    .values({ name, value: Buffer.from(random.bytes(32)), created_at: new Date(clock.now()) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db.selectFrom('platform.secret').select('value').where('name', '=', name).executeTakeFirstOrThrow()
  return row.value
}
