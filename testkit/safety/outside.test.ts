import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PREVIEW_SIZES } from '#contract/messenger/attachments.limits.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import { apply, join } from '#testkit/cast.ts'
import { type Client, newId, readProblem } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { attach, download, mayLoad, upload, wearPhoto } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { createStage, examples, type Stage } from './examples.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

let world: World
let stage: Stage
/** Somebody whose application waits, somebody whose one was rejected, and somebody who has been a member. */
let outsiders: Person[]
before(async () => {
  world = await createWorld()
  stage = await createStage(world)
  const { cast } = stage
  const { school, classId } = cast
  const someone = (surname: string) => signIn(world, newPhone(), { surname, name: 'Яна', birthDate: '2010-03-04' })
  const [applicant, rejected, member] = [
    await someone('Ждущая'),
    await someone('Отклонённая'),
    await someone('Ушедшая'),
  ]
  await apply(school, applicant, { unitId: classId, role: 'pupil' })
  const id = await apply(school, rejected, { unitId: classId, role: 'pupil' })
  const { communityId, administrator } = school
  await administrator.client.call('applications.decide', {
    communityId,
    ids: [id],
    decision: 'reject',
    reason: 'Не наша ученица',
  })
  await join(school, member, { unitId: classId, role: 'pupil' })
  await administrator.client.call('members.remove', { communityId, profileId: member.profileId })
  outsiders = [applicant, rejected, member]
})
after(() => world[Symbol.asyncDispose]())

/** The same input about things that nobody has. */
function ofNothing(value: unknown): unknown {
  if (typeof value === 'string') return UUID.test(value) ? newId() : value
  if (Array.isArray(value)) return value.map(ofNothing)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, ofNothing(each)]))
}

/** A refusal without what differs in every answer; null for success. */
async function refusalOf(client: Client, id: OperationId, input: unknown): Promise<object | null> {
  const answer = await client.post(id, JSON.stringify(input), { 'idempotency-key': newId() })
  if (answer.status === 200) return null
  const { requestId: _requestId, ...problem } = readProblem(id, answer)
  return problem
}

test('[GEN-01/applicant] whoever waits, was rejected or has been a member asks for anything of a school and gets the answer of what does not exist', async () => {
  const ids = (Object.keys(operations) as OperationId[]).filter((id) => operations[id].sweep === 'member')
  const wrong: string[] = []
  for (const id of ids) {
    const { input } = await examples[id](stage)
    for (const { client, about } of outsiders) {
      const [there, nowhere] = [await refusalOf(client, id, input), await refusalOf(client, id, ofNothing(input))]
      if (there === null) wrong.push(`${id}: ${about.surname} was let in`)
      else if (JSON.stringify(there) !== JSON.stringify(nowhere))
        wrong.push(`${id}: ${about.surname} ${JSON.stringify([there, nowhere])}`)
    }
  }
  assert.ok(ids.length > 100, String(ids.length))
  assert.deepEqual(wrong, [])
})

test('[GEN-01/files] files, their previews, photos, pictures of chats and the logo are not found by whoever is no member, with the addresses of one who was', async () => {
  const { cast, chatId } = stage
  const { teacher, school, classId, director } = cast
  const { communityId } = school
  const member = await signIn(world, newPhone(), { surname: 'Уходящая', name: 'Яна', birthDate: '2010-03-04' })
  await join(school, member, { unitId: classId, role: 'pupil' })
  const people = { chatId, profileIds: [member.profileId] }
  await teacher.client.call('chats.addMembers', people)
  const photo = await attach(teacher.client, chatId, await pictureOf(800, 600), { name: 'Доска.jpg' })
  const text = await attach(teacher.client, chatId, Buffer.from('Параграф девять'))
  const sent = { chatId, key: newId(), text: '', attachments: [photo.id, text.id] }
  await teacher.client.call('messages.send', sent)
  const picture = await teacher.client.call('chats.setPicture', {
    chatId,
    fileId: await upload(teacher.client, await pictureOf(300, 300)),
  })
  const photoId = await wearPhoto(teacher.client, await pictureOf(320, 320))
  const logo = await director.client.call('organisation.setLogo', {
    communityId,
    fileId: await upload(director.client, await pictureOf(310, 310)),
  })
  const squares = [picture.chat.pictureId!, photoId, logo.logoId!].map((id) => `/photos/${id}/96`)
  squares.push(`/photos/${photo.id}/${PREVIEW_SIZES[0]}`)
  const files = [photo.id, text.id]
  const addresses = []
  for (const id of files) addresses.push((await member.client.call('files.address', { id })).url)
  for (const path of squares) assert.equal((await member.client.raw(path)).status, 200, path)
  for (const url of addresses) assert.equal((await download(member.client, url)).status, 200, url)
  await director.client.call('members.remove', { communityId, profileId: member.profileId })
  for (const { client } of [member, ...outsiders, cast.stranger]) {
    for (const path of squares) {
      const { status, text: body } = await client.raw(path)
      assert.equal(status, 404, `${client.name} ${path}`)
      assert.equal(JSON.parse(body).code, 'photo.unknown')
    }
    for (const id of files) assert.equal(await mayLoad(client, id), false, client.name)
    for (const url of addresses) assert.equal((await download(client, url)).status, 404, 'an address that was good')
  }
})

test('[GEN-01/page] the page of a school, of its chat and of its call tells an outsider no more than that of none', async () => {
  const { cast, chatId } = stage
  const { communityId } = cast.school
  const page = async (client: Client, path: string) => (await client.raw(path)).text
  const paths = (id: string, chat: string) => [
    `/o/${id}`,
    `/o/${id}/members`,
    `/o/${id}/about`,
    `/im/${chat}`,
    `/im/${chat}?info=1`,
  ]
  const [real, nowhere] = [paths(communityId, chatId), paths(newId(), newId())]
  for (const client of [...outsiders.map((person) => person.client), cast.stranger.client, world.client()]) {
    for (const [at, path] of real.entries()) {
      const told = await page(client, path)
      assert.equal(told, await page(client, nowhere[at]!), path)
      for (const word of [cast.school.name, cast.teacher.about.surname, '5«Б»']) assert.ok(!told.includes(word), word)
    }
  }
})
