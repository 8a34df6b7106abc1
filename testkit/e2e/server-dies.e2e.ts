import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { startCluster } from '#server/platform/db/cluster/cluster.ts'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { type Device, openBrowser, openDevice } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { awaitDelivery, messageWith, shownTexts, takeSession, write } from '#testkit/messenger-walk.ts'
import { letNobodyRest } from '#testkit/no-rest.ts'
import { newId, type Person } from '#testkit/people.ts'
import { ServerProcess } from '#testkit/server-process.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { wrapDatabase } from '#testkit/test-database.ts'
import { assertQuiet } from '#testkit/walk.ts'
import { createWorld } from '#testkit/world.ts'

const MESSAGES = 24
const KILL_AFTER = 8
/** Room for all messages at once: a list that scrolls shows only some of them. */
const TALL = { width: 1280, height: 1400 }
const RECOVERY_MS_MAX = 10_000
const ARRIVAL_MS_MAX = 40_000

let folder = ''
let cast: Cast
let chatId = ''
let port = 0
let server: ServerProcess
let browser: Browser

/** Puts the cast and a chat into the database that the server will find in its data folder. */
async function prepare(): Promise<void> {
  await using cluster = await startCluster({ directory: join(folder, 'postgres'), log: () => undefined })
  await cluster.createDatabase('parta')
  await using database = wrapDatabase(cluster.urlFor('parta'))
  await using world = await createWorld({ database })
  cast = await createCast(world)
  // The server itself keeps the quiet time of its organisations: at night nobody would be told what was read (P-04).
  await letNobodyRest(cast.director, cast.school.communityId)
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: 'Сервер уходит',
    memberIds: [cast.pupil.profileId, cast.secondPupil.profileId],
  })
  chatId = chat.id
}

async function open(person: Person): Promise<Device> {
  const device = await openDevice(browser, { viewport: TALL })
  device.page.setDefaultTimeout(20_000)
  const origin = `http://localhost:${port}`
  await takeSession(device.context, person, origin)
  await device.page.goto(`${origin}/im/${chatId}`)
  await device.page.getByPlaceholder('Сообщение').waitFor()
  return device
}

/** Everything that stands in the chat now, as the server tells it. */
async function stored(): Promise<string[]> {
  const { entries } = await cast.pupil.client.at(port).call('messages.page', { chatId, after: 0, limit: 100 })
  return entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.text] : []))
}

before(async () => {
  folder = await makeTemporaryFolder('parta-dies-')
  await prepare()
  port = await findFreePort()
  server = new ServerProcess(port, { PARTA_DATA: folder, PARTA_DEMO: 'off', PARTA_OPERATOR_PHONE: '+79000000001' })
  await server.start()
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await server?.stop('SIGTERM')
  await rm(folder, { recursive: true, force: true })
})

test('[MSG-21] a server killed in a burst: the pages come back, each message stands once and in order', async () => {
  const [teacher, pupil] = await Promise.all([open(cast.teacher), open(cast.pupil)])
  const texts = Array.from({ length: MESSAGES }, (_, index) => `сообщение ${index + 1}`)
  let back: Promise<number> | null = null
  for (const [index, text] of texts.entries()) {
    if (index === KILL_AFTER) {
      await awaitDelivery(teacher.page, texts[0]!, 'прочитано')
      await server.stop('SIGKILL')
      // How long the pages need counts from the moment at which there is a server to come back to.
      const ready = server.start().then(() => performance.now())
      const arrived = messageWith(pupil.page, texts[KILL_AFTER + 1]!).waitFor({ timeout: ARRIVAL_MS_MAX })
      back = Promise.all([ready, arrived]).then(([since]) => performance.now() - since)
    }
    await write(teacher.page, text)
  }
  const recovery = await back!
  assert.ok(recovery <= RECOVERY_MS_MAX, `the page was back after ${Math.round(recovery)} ms`)
  await Promise.all(texts.map((text) => awaitDelivery(teacher.page, text, 'прочитано')))
  await messageWith(pupil.page, texts.at(-1)!).waitFor()
  assert.deepEqual(await stored(), texts)
  for (const { page } of [teacher, pupil]) {
    assert.equal(await page.getByRole('img', { name: 'ждёт отправки' }).count(), 0)
    assert.deepEqual(await shownTexts(page, texts), texts)
  }
  assert.equal(await teacher.page.getByText(/Нет связи/).count(), 0)
  for (const device of [teacher, pupil]) assertQuiet(device, [/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket/])
})
