import { createHash } from 'node:crypto'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { App } from '../app.ts'

type Declared = Omit<InputOf<Operations['orders.begin']>, 'secret'>

/** Sends the whole scan that `begin` declares, by the key of its address as a page does; returns its id. */
export async function sendScan(
  app: App,
  { name, bytes }: { name: string; bytes: Buffer },
  begin: (declared: Declared) => Promise<OutputOf<Operations['orders.begin']>>,
): Promise<string> {
  const id = app.platform.newId()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { address } = await begin({ id, name, bytes: bytes.length, sha256 })
  const key = new URLSearchParams(address.slice(address.indexOf('?'))).get('key') ?? ''
  const ownerId = await app.files.pages.uploaderOf(id, key)
  if (ownerId === null) throw new Error('The address of a scan has no key')
  await app.files.pages.receive(ownerId, id, 0, pieces(bytes), bytes.length)
  return id
}

/** What is sent in one piece. */
export async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
