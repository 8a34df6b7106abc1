import { join } from 'node:path'
import { startCluster } from '#server/platform/db/cluster/cluster.ts'
import { type Cast, createCast } from './cast.ts'
import { startChat } from './messages.ts'
import { wrapDatabase } from './test-database.ts'
import { createWorld } from './world.ts'

export interface KeptSchool {
  cast: Cast
  /** A group of the teacher and two pupils. */
  chatId: string
}

/** Puts the cast and a chat into an empty database, where a server will find them. */
export async function keepSchool(databaseUrl: string): Promise<KeptSchool> {
  await using database = wrapDatabase(databaseUrl)
  await using world = await createWorld({ database })
  const cast = await createCast(world)
  return { cast, chatId: await startChat(cast) }
}

/** Like `keepSchool`, in the built-in database of a data folder, which is made and stopped again. */
export async function keepSchoolIn(dataFolder: string): Promise<KeptSchool> {
  await using cluster = await startCluster({ directory: join(dataFolder, 'postgres'), log: () => undefined })
  await cluster.createDatabase('parta')
  return await keepSchool(cluster.urlFor('parta'))
}
