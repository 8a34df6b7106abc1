import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OWN_DATA_LINK_MS, OWN_DATA_PER_DAY, OWN_DATA_USES_MAX } from '#contract/identity/own-data.limits.ts'
import { hashPassword } from '#server/platform/hashing/passwords.ts'
import { rareWord } from '#testkit/canary.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { forward } from '#testkit/messages.ts'
import { codeFor, newPhone, type Person, signIn } from '#testkit/people.ts'
import { ask, vote } from '#testkit/polls.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const PASSWORD = 'Осенний-лес-шумит'

/** Prepares a file with a code by SMS and returns its address. */
async function prepare({ client, phone }: Person): Promise<string> {
  world.clock.advance(120_000)
  await client.call('ownData.requestCode', {})
  return (await client.call('ownData.prepare', { by: { code: codeFor(world, phone) } })).path
}

interface File {
  account: { phone: string }[]
  profiles: { surname: string }[]
  roles: { organisation: string; role: string }[]
  messages: { text: string | null; chatId: string; sticker: { pack: string; words: string } | null }[]
  chats: { chatId: string; title: string }[]
  sessions: object[]
  [section: string]: unknown
}

async function download(person: Person): Promise<{ text: string; file: File }> {
  const answer = await person.client.raw(await prepare(person))
  assert.equal(answer.status, 200)
  assert.match(String(answer.headers['content-disposition']), /^attachment; filename="parta-data\.json"$/)
  assert.equal(answer.headers['cache-control'], 'no-store')
  return { text: answer.text, file: JSON.parse(answer.text) as File }
}

test('[IDN-24/own-data] the file holds what is kept of the person, and of others nothing that they wrote', async () => {
  const { teacher, parent, pupil, school } = cast
  const [said, heard, title, erased] = [rareWord(), rareWord(), rareWord(), rareWord()]
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title,
    memberIds: [parent.profileId, pupil.profileId],
  })
  const say = (person: Person, text: string) =>
    person.client.call('messages.send', { chatId: chat.id, key: newId(), text })
  const first = await say(parent, said)
  const foreign = await say(teacher, heard)
  await forward(parent, chat.id, [foreign.message])
  const [pack] = (await parent.client.call('stickers.packs', {})).packs
  const drawn = pack!.stickers[0]!
  const sticker = { packId: pack!.id, id: drawn.id }
  await parent.client.call('messages.send', { chatId: chat.id, key: newId(), text: '', sticker })
  const gone = await say(parent, erased)
  await parent.client.call('messages.erase', { chatId: chat.id, seqs: [gone.message.seq] })
  await teacher.client.call('reactions.set', { chatId: chat.id, seq: first.message.seq, reaction: '👍' })
  const marked = { chatId: chat.id, seqs: [first.message.seq], mark: 'important' as const, set: true }
  await parent.client.call('marks.set', marked)
  await parent.client.call('blocks.block', { profileId: cast.secondTeacher.profileId })
  await parent.client.call('privacy.set', {
    write: 'contacts',
    calls: 'contacts',
    groups: 'contacts',
    photo: 'contacts',
    readMarks: true,
  })
  const polls = [await ask(teacher, chat.id), await ask(teacher, chat.id, { anonymous: true })]
  for (const poll of polls) await vote(parent, poll, 1)
  await parent.client.call('chats.leave', { chatId: chat.id })
  const { text, file } = await download(parent)
  assert.equal(file.account[0]?.phone, parent.phone)
  assert.deepEqual(
    file.profiles.map(({ surname }) => surname),
    [parent.about.surname],
  )
  assert.deepEqual(
    file.roles.map(({ organisation, role }) => [organisation, role]),
    [[school.name, 'parent']],
  )
  assert.deepEqual(
    file.messages.map((message) => [message.text, message.sticker, message.chatId]),
    [
      [said, null, chat.id],
      [null, null, chat.id],
      ['', { pack: pack!.title, words: drawn.words }, chat.id],
    ],
    'also of a chat that was left; nothing of what was erased, and of what he forwarded not the words',
  )
  assert.ok(file.chats.some((each) => each.title === title))
  assert.equal((file.blocks as object[]).length, 1)
  assert.equal((file.privacy as object[]).length, 1)
  assert.deepEqual(file.marks, [{ chatId: chat.id, seq: first.message.seq, marks: ['important'] }])
  assert.deepEqual(
    (file.votes as unknown as { seq: number; choice: number[] | null }[]).map(({ seq, choice }) => [seq, choice]),
    polls.map(({ seq }, n) => [seq, n === 0 ? [1] : null]),
  )
  assert.equal((file.reactions as object[]).length, 0, 'reactions of others are theirs')
  assert.ok(file.sessions.length > 0)
  for (const other of [heard, erased, teacher.phone.slice(1), pupil.phone.slice(1), pupil.about.birthDate]) {
    assert.ok(!text.includes(other), other)
  }
})

test('[IDN-24/own-data] an address is good for the session that has opened it, some minutes and a few times', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Читаев', name: 'Пётр' })
  await person.client.refused('ownData.prepare', { by: { code: '000000' } }, 'signin.codeSpent')
  const path = await prepare(person)
  world.clock.advance(120_000)
  const other = await signIn(world, person.phone, person.about)
  for (const client of [other.client, cast.teacher.client, world.client(), world.client('operator')]) {
    assert.equal((await client.raw(path)).status, 404)
  }
  for (let uses = 0; uses < OWN_DATA_USES_MAX; uses += 1) assert.equal((await person.client.raw(path)).status, 200)
  assert.equal((await person.client.raw(path)).status, 404)
  const late = await prepare(person)
  world.clock.advance(OWN_DATA_LINK_MS)
  assert.equal((await person.client.raw(late)).status, 404)
  assert.equal((await person.client.raw('/own-data/anything')).status, 404)
})

test('[IDN-24/own-data] whoever has asked for the deletion still downloads what is his', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Читаева', name: 'Вера' })
  await setFirstPassword(world, person, PASSWORD)
  const proof = { by: { password: PASSWORD } }
  const { number } = await person.client.call('deletion.ask', proof)
  const { path } = await person.client.call('ownData.prepare', proof)
  const { text, status } = await person.client.raw(path)
  assert.equal(status, 200)
  assert.equal(JSON.parse(text).deletion[0].number, number)
})

test('[IDN-24/own-data] tens of thousands of messages are read page by page, while somebody takes them', async () => {
  const { teacher, secondTeacher } = cast
  const { chat } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId })
  await world.database.query(
    `insert into messenger.message (chat_id, seq, ordinal, id, sender_id, text, sent_at)
     select $1::uuid, 1000 + n, 1000 + n, gen_random_uuid(), $2::uuid, repeat('длинное ', 100) || n, now() from generate_series(1, 20000) n`,
    [chat.id, teacher.profileId],
  )
  const token = (await prepare(teacher)).split('/').at(-1)!
  const { sessionId, accountId } = await teacher.client.call('sessions.current', {})
  const viewer = { sessionId, accountId, operator: false, profileId: teacher.profileId }
  const file = (await world.app.identity.openOwnData(viewer, token))!
  let [total, longest] = [0, 0]
  for await (const chunk of file) {
    total += chunk.length
    longest = Math.max(longest, chunk.length)
  }
  assert.ok(total > 16_000_000, `${total} characters`)
  assert.ok(longest < 500_000, `a piece of ${longest} characters`)
})

test('[IDN-24/own-data] so many files a day, and a wrong password is none', async () => {
  await using narrow = await createWorld({ limitFactor: 1 })
  const person = await signIn(narrow, newPhone(), { surname: 'Читаев', name: 'Лев' })
  // A code for a first password would count against the limits that are narrow here.
  await narrow.database.query('update identity.account set password_hash = $1 where phone = $2', [
    await hashPassword(PASSWORD),
    person.phone,
  ])
  const proof = { by: { password: PASSWORD } }
  await person.client.refused('ownData.prepare', { by: { password: 'Совсем-не-тот' } }, 'signin.passwordWrong')
  for (let i = 0; i < OWN_DATA_PER_DAY; i += 1) await person.client.call('ownData.prepare', proof)
  await person.client.refused('ownData.prepare', proof, 'rate.limited')
})

/** Tables that name people, and are no part of the file: what they hold opens doors, is a copy, or is about others. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'identity.account_code': 'hashes of codes',
  'identity.recovery_code': 'hashes of codes',
  'connector.place': 'roles, which stand among those of his organisations',
  'reports.kept_message': 'sealed copies of what he, or whoever leads a chat, has erased',
  'reports.accused': 'of whom a report tells, which he does not learn',
  'connector.member': 'why somebody is in a chat, which stands in the chat',
  'identity.totp': 'a secret; since when there is one stands in the account',
  'identity.passkey_challenge': 'what a device is asked to sign, for minutes',
  'identity.oidc_payload': 'tokens of outside systems',
  'identity.own_data_link': 'hashes of addresses',
  'identity.signin_flow': 'a sign-in in progress, told by its owner himself',
  'communities.age_notice_seen': 'which notice was put aside',
  'communities.task_fold': 'whether a list of tasks is folded away',
  'communities.contact_code': 'hashes of codes',
  'communities.family_limit': 'how many adults an organisation allows a child',
  'communities.class_device': 'devices of a class, which belong to it',
  'communities.card_session': 'stands among the sessions',
  'communities.phonebook_pair': 'keyed hashes of pairs of numbers',
  'communities.phonebook_match': 'who else has a number, told on the page of contacts',
  'communities.dialogue_rules': 'rules of an organisation',
  'communities.delegation': 'rules of an organisation',
  'communities.privacy_limit': 'rules of an organisation',
  'communities.retention': 'rules of an organisation',
  'communities.quiet_rules': 'rules of an organisation',
  'communities.roster_import_row': 'rows of a file of an organisation, whose records belong to no account',
  'communities.ticket_move': 'the journal of a ticket, which is told to whoever filed it',
  'communities.request_move': 'the history of the request of an organisation',
  'messenger.chat': 'who has made it is known to everybody in it',
  'messenger.chat_interval': 'stands among the chats',
  'messenger.read_position': 'stands among the times of reading',
  'messenger.silent_reader': 'stands in the privacy',
  'messenger.sms_invitation': 'how many SMS were sent within a day',
  'messenger.gone_sender': 'rules of organisations, told where a deletion is asked for',
  'messenger.chat_event': 'the log of a chat, which belongs to all of it',
}
const IN_THE_FILE = [
  'reports.report',
  'identity.account',
  'identity.account_merge',
  'identity.consent',
  'identity.deletion',
  'identity.device',
  'identity.guardian',
  'identity.name_change',
  'identity.oidc_choice',
  'identity.passkey',
  'identity.phone_move',
  'identity.photo',
  'identity.photo_change',
  'identity.profile',
  'identity.session',
  'communities.absence',
  'communities.application',
  'communities.block',
  'communities.class_card',
  'communities.email_invitation',
  'communities.family_case',
  'communities.invite_link',
  'communities.member',
  'communities.member_role',
  'communities.pending_administrator',
  'communities.personal_contact',
  'communities.ticket',
  'communities.phonebook',
  'communities.privacy',
  'communities.queue_digest',
  'communities.quiet_wish',
  'communities.urgent_message',
  'communities.details',
  'communities.details_change',
  'communities.second_adult',
  'communities.page_editor',
  'connector.link',
  'files.file',
  'messenger.chat_member',
  'messenger.draft',
  'messenger.scheduled',
  'messenger.folders',
  'messenger.join_request',
  'messenger.mark',
  'messenger.message',
  'messenger.poll_vote',
  'messenger.poll_voter',
  'messenger.reaction',
  'messenger.read_step',
]

test('[IDN-24/own-data] every table that names people is in the file, or is left out for a reason', async () => {
  const rows = await world.database.query<{ name: string }>(
    `select distinct c.table_schema || '.' || c.table_name as name from information_schema.columns c
     join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
     where c.table_schema in ('identity', 'communities', 'messenger', 'files', 'connector', 'reports') and t.table_type = 'BASE TABLE'
       and c.column_name ~ '(account|profile|person|sender|owner|reader|allowed_by|changed_by|claimed_by|created_by)'
       and not exists (select from pg_inherits where inhrelid = format('%I.%I', t.table_schema, t.table_name)::regclass)
     order by 1`,
  )
  const unknown = rows.map(({ name }) => name).filter((name) => !(name in LEFT_OUT) && !IN_THE_FILE.includes(name))
  assert.deepEqual(unknown, [])
})
