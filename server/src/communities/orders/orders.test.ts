import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { ORDER_BYTES_MAX } from '#contract/communities/orders.limits.ts'
import { pdfSheet } from '#server/demonstration/pdf-sheet.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { type Client, newId, readProblem } from '#testkit/client.ts'
import { addOrder, ORDER, replaceByOrder, sendLetter, sendOrder, sendScan } from '#testkit/orders.ts'
import { newPhone, newSecret } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { sendPiece, sha256Of } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let applicant: Client
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  applicant = world.client()
})
after(() => world[Symbol.asyncDispose]())

async function fileRequest() {
  const filed = { id: newId(), secret: newSecret(), phone: newPhone() }
  await applicant.call('requests.file', {
    id: filed.id,
    secret: filed.secret,
    type: 'school',
    name: 'Лицей с приказом',
    administratorSurname: 'Климова',
    administratorName: 'Наталья',
    administratorPatronymic: '',
    administratorPhone: filed.phone,
    inn: '7707083893',
    kpp: '773601001',
  })
  return filed
}

const seen = async (id: string) => (await cast.operator.call('requests.get', { id })).orders
const bytesOf = async (fileId: string) => (await cast.operator.raw(`/order/${fileId}`)).bytes
const statesOf = (fileId: string) =>
  world.database.query<{ state: string }>('select state from files.file where id = $1', [fileId])

test('[ORG-02] an approval needs ИНН, КПП and the order unless they are waived, and the phone of the order is that of the form', async () => {
  const { id, secret, phone } = await fileRequest()
  const approve = { id, version: 1, to: 'approved', reason: 'Проверено' } as const
  const without = await cast.operator.refused('requests.move', approve, 'request.detailsMissing')
  assert.deepEqual(without.details?.missing, ['order'])
  const fileId = await sendOrder(applicant, secret, pdfSheet(`PRIKAZ No 7, ${phone}`))
  const [scan] = await seen(id)
  assert.deepEqual([scan?.fileId, scan?.format, scan?.name, scan?.phone], [fileId, 'pdf', 'Приказ.pdf', ''])
  await cast.operator.refused('requests.move', approve, 'request.orderPhoneMissing')
  await cast.operator.refused('requests.move', { ...approve, waive: true }, 'request.orderPhoneMissing')
  const other = { ...approve, waive: true, orderPhone: newPhone() }
  await cast.operator.refused('requests.move', other, 'request.orderPhoneDiffers')
  const typed = `8 (${phone.slice(2, 5)}) ${phone.slice(5)}`
  const approved = await cast.operator.call('requests.move', { ...approve, orderPhone: typed })
  assert.deepEqual([approved.state, approved.orders[0]?.phone], ['approved', phone])
})

test('[ORG-02/scan] whoever holds the page of a request sends the scan; operators alone read it', async () => {
  const { id, secret } = await fileRequest()
  const fileId = await sendOrder(applicant, secret)
  const { order } = await applicant.call('requests.status', { secret })
  assert.deepEqual([order?.name, order?.bytes], ['Приказ.pdf', ORDER.length])
  assert.ok((await bytesOf(fileId)).equals(ORDER))
  const answer = await cast.operator.raw(`/order/${fileId}`)
  assert.equal(answer.headers['content-type'], 'application/octet-stream', 'what was uploaded is no page of ours')
  assert.match(String(answer.headers['content-security-policy']), /sandbox/)
  for (const [client, status] of [
    [world.client('operator'), 401],
    [applicant, 404],
    [cast.director.client, 404],
  ] as const) {
    assert.equal((await client.raw(`/order/${fileId}`)).status, status)
  }
  assert.equal((await cast.operator.raw(`/order/${newId()}`)).status, 404)
  await applicant.call('orders.attach', { secret, id: fileId })
  assert.equal((await seen(id)).length, 1, 'a repeat adds nothing')
})

test('[ORG-02/scan] before the decision the newest scan counts and the one before is erased; after it nothing is sent any more', async () => {
  const { id, secret, phone } = await fileRequest()
  const first = await sendOrder(applicant, secret)
  const second = await sendOrder(applicant, secret, await pictureOf(300, 400))
  assert.deepEqual(
    (await seen(id)).map((scan) => [scan.fileId, scan.format]),
    [[second, 'jpeg']],
  )
  assert.notEqual((await statesOf(first))[0]?.state, 'kept')
  const late = await sendScan(applicant, (declared) => applicant.call('orders.begin', { secret, ...declared }))
  await cast.operator.call('requests.move', { id, version: 1, to: 'approved', reason: 'Да', orderPhone: phone })
  await applicant.refused('orders.attach', { secret, id: late }, 'order.closed')
  const more = { secret, id: newId(), name: 'Ещё.pdf', bytes: 10, sha256: sha256Of(ORDER) }
  await applicant.refused('orders.begin', more, 'order.closed')
  await addOrder(cast.operator, id)
  assert.equal((await seen(id)).length, 2, 'what a decision rests on stays')
})

test('[ORG-02/scan] nothing else than a PDF or a picture of 20 MB is taken, and no address serves for another file', async () => {
  const { id, secret } = await fileRequest()
  const [other, stranger] = [await fileRequest(), newSecret()]
  const begin = (declared: { id: string; name: string; bytes: number; sha256: string }) =>
    applicant.call('orders.begin', { secret, ...declared })
  const page = await sendScan(applicant, begin, Buffer.from('<html><script>alert(1)</script></html>'.padEnd(200)))
  await applicant.refused('orders.attach', { secret, id: page }, 'order.formatWrong')
  assert.notEqual((await statesOf(page))[0]?.state, 'kept')
  const told = { id: newId(), name: 'Приказ.pdf', sha256: sha256Of(ORDER) }
  await applicant.refused('orders.begin', { secret, ...told, bytes: ORDER_BYTES_MAX + 1 }, 'request.invalid')
  await applicant.refused('orders.begin', { secret: stranger, ...told, bytes: 9 }, 'request.unknown')
  await applicant.refused('orders.attach', { secret: stranger, id: page }, 'request.unknown')
  const { address } = await begin({ ...told, bytes: ORDER.length })
  const foreign = address.replace(told.id, newId())
  const refused = await sendPiece(applicant, foreign, 0, randomBytes(5))
  assert.equal(readProblem('an upload', refused).code, 'file.unknown')
  const bare = await sendPiece(applicant, address.split('?')[0]!, 0, randomBytes(5))
  assert.equal(readProblem('an upload', bare).code, 'session.required')
  await sendPiece(applicant, address, 0, ORDER)
  await applicant.refused('orders.attach', { secret: other.secret, id: told.id }, 'file.unknown')
  await applicant.call('orders.attach', { secret, id: told.id })
  await applicant.refused('orders.attach', { secret: other.secret, id: told.id }, 'file.unknown')
  assert.deepEqual([(await seen(id)).length, (await seen(other.id)).length], [1, 0])
})

test('[ORG-10/order] another administrator is named by an order alone, with the phone that stands in it', async () => {
  const { requests } = await cast.operator.call('requests.list', { states: ['approved'], search: 'Ромашка' })
  const { id, version } = requests[0]!
  const phone = newPhone()
  const input = { id, version, surname: 'Новикова', name: 'Ольга', patronymic: '', phone, reason: 'Приказ № 7' }
  const { id: otherId } = await fileRequest()
  const replace = (orderId: string, orderPhone: string) => ({ ...input, orderId, orderPhone })
  const foreign = await addOrder(cast.operator, otherId)
  for (const orderId of [newId(), foreign]) {
    await cast.operator.refused('requests.replaceAdministrator', replace(orderId, phone), 'request.orderMissing')
  }
  const orderId = await addOrder(cast.operator, id)
  const wrong = replace(orderId, newPhone())
  await cast.operator.refused('requests.replaceAdministrator', wrong, 'request.orderPhoneDiffers')
  await cast.operator.refused('requests.replaceAdministrator', replace(orderId, ''), 'request.orderPhoneMissing')
  const replaced = await replaceByOrder(cast.operator, input)
  assert.deepEqual([replaced.administratorPhone, replaced.orders[0]?.phone], [phone, phone])
})

test('[ORG-01] a request that has come to the support mailbox is entered with the same fields and checks, by its letter, and is one of the queue', async () => {
  const { operator } = cast
  const phone = newPhone()
  const person = { administratorSurname: 'Письмова', administratorName: 'Анна', administratorPatronymic: '' }
  const fields = { type: 'school', name: 'Школа из письма', ...person, administratorPhone: phone } as const
  const [id, secret, letterId] = [newId(), newSecret(), await sendLetter(operator)]
  const input = { id, secret, letterId, ...fields }
  await operator.refused('requests.enter', { ...input, name: '  ' }, 'request.nameInvalid')
  await operator.refused('requests.enter', { ...input, administratorSurname: '12' }, 'request.nameInvalid')
  await operator.refused('requests.enter', { ...input, administratorPhone: '8 800 555' }, 'request.phoneInvalid')
  await operator.refused('requests.enter', { ...input, inn: '7707083894' }, 'request.innInvalid')
  await operator.refused('requests.enter', { ...input, letterId: newId() }, 'file.unknown')
  const answer = await operator.call('requests.enter', input)
  const entered = answer.request
  assert.match(answer.address, new RegExp(`^http://localhost:\\d+/request#${secret}$`))
  assert.deepEqual([entered.source, entered.state, entered.orders[0]?.letter], ['letter', 'filed', true])
  assert.ok(entered.moves[0]!.author !== '', 'who has entered it')
  assert.deepEqual(await operator.call('requests.enter', input), answer, 'a repeat is the same request')
  await operator.refused('requests.enter', { ...input, secret: newSecret() }, 'key.reused')
  const { requests } = await operator.call('requests.list', { search: 'школа из письма' })
  assert.deepEqual(
    requests.map((request) => request.id),
    [id],
  )
  assert.equal((await applicant.call('requests.status', { secret })).name, fields.name, 'the applicant has its page')
  const alone = { id, version: 1, to: 'approved', reason: 'Да' } as const
  const missing = await operator.refused('requests.move', alone, 'request.detailsMissing')
  assert.deepEqual(missing.details?.missing, ['inn', 'kpp', 'order'], 'the letter is no order')
  const orderId = await addOrder(operator, id)
  await addOrder(operator, id)
  const orders = await seen(id)
  assert.deepEqual(
    orders.map(({ letter }) => letter),
    [false, true],
    'a newer order takes the place of an order, and the letter stays',
  )
  assert.equal((await operator.raw(`/order/${orderId}`)).status, 404)
  assert.ok((await bytesOf(letterId)).length > 0)
  const [entry] = (await operator.call('auditDesk.list', { act: 'request.entered' })).entries
  assert.deepEqual(
    entry?.objects.map((object) => object.id),
    [id],
  )
  const approve = { ...alone, waive: true, orderPhone: phone }
  assert.equal((await operator.call('requests.move', approve)).state, 'approved')
})
