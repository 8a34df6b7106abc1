import assert from 'node:assert/strict'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { pdfSheet } from '#server/demonstration/pdf-sheet.ts'
import { type Client, newId } from './client.ts'
import { sendPiece, sha256Of } from './uploads.ts'

type Declared = Omit<InputOf<Operations['orders.begin']>, 'secret'>
type Replacement = Omit<InputOf<Operations['requests.replaceAdministrator']>, 'orderId' | 'orderPhone'>

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
