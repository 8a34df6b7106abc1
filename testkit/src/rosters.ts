import assert from 'node:assert/strict'
import type { RosterImport } from '#contract/communities/roster.ts'
import { type Client, newId } from './client.ts'
import { upload } from './uploads.ts'

const WAIT_MS = 30_000
const LOOK_MS = 50

/** Uploads a file and has it read. */
export async function importSheet(
  client: Client,
  communityId: string,
  bytes: Buffer,
  fileName = 'Список.xlsx',
): Promise<RosterImport> {
  const fileId = await upload(client, bytes, 'sheet')
  return client.call('roster.import', { id: newId(), communityId, fileId, fileName })
}

/** Waits until nothing is done with a file in the background any more. */
export async function settled(client: Client, importId: string): Promise<RosterImport> {
  const end = Date.now() + WAIT_MS
  for (;;) {
    const found = await client.call('roster.get', { importId })
    if (found.state !== 'applying' && found.state !== 'undoing') return found
    if (Date.now() > end) assert.fail(`The import is still ${found.state}: ${found.done} of ${found.toDo}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Takes a file over and waits for its end. */
export async function applySheet(client: Client, read: RosterImport, withDoubts = false): Promise<RosterImport> {
  await client.call('roster.apply', { importId: read.id, version: read.version, withDoubts })
  return settled(client, read.id)
}
