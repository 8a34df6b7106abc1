import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import type { FileKind } from '#contract/files/files.limits.ts'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { type Client, newId, type RawAnswer } from './client.ts'

const TUS = { 'tus-resumable': '1.0.0' }

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Declares a file; what is told of it may be other than it is. */
export async function declareFile(
  client: Client,
  bytes: Buffer,
  told: { id?: string; kind?: FileKind; name?: string; sha256?: string } = {},
): Promise<{ id: string; address: string }> {
  const id = told.id ?? newId()
  const { address } = await client.call('files.begin', {
    id,
    kind: told.kind ?? 'photo',
    name: told.name ?? 'Снимок.jpg',
    bytes: bytes.length,
    sha256: told.sha256 ?? sha256Of(bytes),
  })
  return { id, address }
}

const headersOf = (client: Client, offset: number) => ({
  ...TUS,
  origin: client.origin,
  'content-type': 'application/offset+octet-stream',
  'upload-offset': String(offset),
})

/** Sends a piece of a declared file from an offset on. */
export function sendPiece(
  client: Client,
  address: string,
  offset: number,
  piece: Buffer,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  return client.raw(address, { method: 'PATCH', headers: { ...headersOf(client, offset), ...headers }, body: piece })
}

/** Begins to send a piece and says no more than its first bytes; `cut` ends the connection in the middle of it. */
export async function beginPiece(
  client: Client,
  address: string,
  offset: number,
  piece: Buffer,
  first: number,
): Promise<{ cut: () => Promise<void> }> {
  const headers = { ...headersOf(client, offset), host: client.host, cookie: client.cookieHeader }
  const call = request({
    host: '127.0.0.1',
    port: client.port,
    path: address,
    method: 'PATCH',
    headers: { ...headers, 'content-length': String(piece.length) },
  })
  call.on('error', () => undefined)
  await new Promise((resolve) => call.write(piece.subarray(0, first), resolve))
  return {
    async cut() {
      // It fails first, as every cut connection does.
      const closed = new Promise((resolve) => call.once('close', resolve))
      call.destroy()
      await closed
    },
  }
}

/** How far a declared file has come. */
export async function receivedOf(client: Client, address: string): Promise<number> {
  const answer = await client.raw(address, { method: 'HEAD', headers: TUS })
  assert.equal(answer.status, 200)
  return Number(answer.headers['upload-offset'])
}

/** Sends a whole file and returns its id. */
export async function upload(client: Client, bytes: Buffer, kind: FileKind = 'photo'): Promise<string> {
  const { id, address } = await declareFile(client, bytes, { kind })
  const answer = await sendPiece(client, address, 0, bytes)
  assert.equal(answer.status, 204, answer.text)
  return id
}

/** Sends a whole file for a message of a chat and makes it ready; returns what a message with it will show. */
export async function attach(
  client: Client,
  chatId: string,
  bytes: Buffer,
  told: { id?: string; name?: string; voice?: boolean; round?: boolean } = {},
): Promise<Attachment> {
  const { id = newId(), name = 'План урока.txt', voice, round } = told
  const about = { chatId, id, name, bytes: bytes.length, sha256: sha256Of(bytes) }
  const { address } = await client.call('attachments.begin', about)
  const answer = await sendPiece(client, address, 0, bytes)
  assert.equal(answer.status, 204, answer.text)
  return client.call('attachments.complete', {
    chatId,
    id,
    ...(voice === undefined ? {} : { voice }),
    ...(round === undefined ? {} : { round }),
  })
}

/** Whether a profile may load a file now. */
export async function mayLoad(client: Client, id: string): Promise<boolean> {
  const answer = await client.post('files.address', JSON.stringify({ id }))
  if (answer.status !== 200) {
    assert.equal(JSON.parse(answer.text).code, 'file.unknown')
    return false
  }
  const { url } = JSON.parse(answer.text) as { url: string }
  return (await download(client, url)).status === 200
}

/** Makes a picture the photo of whoever uploads it; returns the id of the photo. */
export async function wearPhoto(client: Client, picture: Buffer): Promise<string> {
  const { photoId } = await client.call('photos.set', { fileId: await upload(client, picture) })
  return photoId ?? assert.fail('there is no photo')
}

/** Loads from an address of `files.address`, as a browser without cookies for that host does. */
export function download(client: Client, url: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const { host, pathname, search } = new URL(url)
  return client.raw(`${pathname}${search}`, { headers: { host, cookie: '', ...headers } })
}
