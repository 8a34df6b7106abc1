import assert from 'node:assert/strict'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { type Client, newId } from './client.ts'
import { sendPiece, sha256Of } from './uploads.ts'

type Declared = Omit<InputOf<Operations['orders.begin']>, 'secret'>
type Replacement = Omit<InputOf<Operations['requests.replaceAdministrator']>, 'orderId' | 'orderPhone'>

/** A sheet of one page with a line of text, as a scanner or a program writes it. */
export function pdfSheet(line: string): Buffer {
  const content = `BT /F1 18 Tf 40 740 Td (${line.replace(/[^\x20-\x7e]|[()\\]/g, '?')}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const start = text.length
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

export const ORDER = pdfSheet('PRIKAZ No 7')

/** Sends the whole scan of an order that `begin` declares; returns its id. */
export async function sendScan(
  client: Client,
  begin: (declared: Declared) => Promise<OutputOf<Operations['orders.begin']>>,
  bytes: Buffer = ORDER,
): Promise<string> {
  const id = newId()
  const { address } = await begin({ id, name: 'Приказ.pdf', bytes: bytes.length, sha256: sha256Of(bytes) })
  const answer = await sendPiece(client, address, 0, bytes)
  assert.equal(answer.status, 204)
  return id
}

/** Sends an order from the page of a request, by its secret. */
export async function sendOrder(client: Client, secret: string, bytes?: Buffer): Promise<string> {
  const id = await sendScan(client, (declared) => client.call('orders.begin', { secret, ...declared }), bytes)
  await client.call('orders.attach', { secret, id })
  return id
}

/** An order that has come to the operator by letter; returns its id. */
export async function addOrder(operator: Client, requestId: string, bytes?: Buffer): Promise<string> {
  const begin = (declared: Declared) => operator.call('orderDesk.begin', { requestId, ...declared })
  const id = await sendScan(operator, begin, bytes)
  await operator.call('orderDesk.attach', { requestId, id })
  return id
}

/** A letter of an organisation, as the operator has it before he enters the request. */
export function sendLetter(operator: Client, bytes: Buffer = pdfSheet('Dear support')): Promise<string> {
  return sendScan(operator, (declared) => operator.call('orderDesk.begin', { requestId: null, ...declared }), bytes)
}

/** Names another administrator by an order with his phone. */
export async function replaceByOrder(operator: Client, input: Replacement) {
  const orderId = await addOrder(operator, input.id)
  return operator.call('requests.replaceAdministrator', { ...input, orderId, orderPhone: input.phone })
}
