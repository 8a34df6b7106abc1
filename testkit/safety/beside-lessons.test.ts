import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { ROOT } from '#testkit/printed.ts'
import { createWorld, type World } from '#testkit/world.ts'

/** Sentences that put the product in the place of lessons, of a school or of whoever teaches. */
const REPLACING = [
  /замен\p{L}*\s+(собой\s+)?(урок|заняти|очн|школ|учител|учёб|обучени)/iu,
  /(вместо|взамен)\s+(урок|заняти|очн\p{L}*|школ|учител|учёб)/iu,
  /без\s+(уроков|учител\p{L}*|школы)\b/iu,
  /\breplac(e|es|ing)\s+(the\s+|your\s+|a\s+)?(classroom|class(es)?|lessons?|school|teachers?|teaching)\b/i,
  /\binstead of\s+(the\s+|your\s+|a\s+)?(classroom|classes|lessons?|school|teachers?|teaching)\b/i,
]

/** What people read of the product: its sentences, its help, and what it says of itself to those who choose it. */
function readByPeople(): Map<string, string> {
  const folders = ['README.md', 'README.ru.md', 'web/src', 'web/public', 'server/src', 'docs']
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...folders], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  const paths = list.split('\n').filter((path) => /(\.(ru|en)\.ts|\.md|\.html|\.webmanifest|letters?\.ts)$/.test(path))
  return new Map(
    paths.filter((path) => existsSync(ROOT + path)).map((path) => [path, readFileSync(ROOT + path, 'utf8')]),
  )
}

const claims = (texts: ReadonlyMap<string, string>) =>
  [...texts].flatMap(([path, text]) =>
    text
      .split('\n')
      .filter((line) => REPLACING.some((each) => each.test(line)))
      .map((line) => `${path}: ${line.trim()}`),
  )

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

/** What the school says of itself, without which it would not count as active. */
async function tellOfSchool(): Promise<void> {
  const { communityId } = cast.school
  const { client } = cast.director
  const { version, ...known } = await client.call('organisation.get', { communityId })
  await client.call('organisation.set', {
    communityId,
    version,
    ...{ name: known.name, shortName: known.shortName, kpp: '', site: '', description: '' },
    ...{ region: 'Калужская область', municipality: 'Калуга', address: 'ул. Ленина, 14', inn: '7707083893' },
    ...{ head: 'Климова Наталья Олеговна', phone: '+7 (4842) 55-14-14', email: 'school@example.test' },
  })
}

test('[GEN-11] nothing that the product says puts it in the place of lessons, and a school that uses nothing but channels has all that it needs', async () => {
  const texts = readByPeople()
  assert.ok(texts.size > 100, `${texts.size} files`)
  assert.deepEqual(claims(texts), [])
  const planted = ['«Парта» заменит уроки в школе', 'Учитесь дома вместо школы', 'It replaces the classroom']
  for (const text of planted) assert.equal(claims(new Map([['a.ru.ts', text]])).length, 1, text)

  const { communityId } = cast.school
  const { director, teacher, pupil, parent } = cast
  await tellOfSchool()
  const { channels } = await director.client.call('channels.list', { communityId })
  const idOf = (which: 'everyone' | 'staff') => channels.find(({ chat }) => chat.channelClass === which)!.chat.id
  const posts = new Map<string, number>()
  for (const which of ['everyone', 'staff'] as const) {
    posts.set(which, (await director.client.call('channels.post', { chatId: idOf(which), text: which })).seq)
  }
  const reads = async (person: typeof pupil) => {
    const { chats } = await person.client.call('chats.list', {})
    const found: string[] = []
    for (const { chat } of chats) {
      const { entries } = await person.client.call('messages.page', { chatId: chat.id })
      const last = entries.findLast((entry) => entry.e === 'message.posted')
      if (last?.e !== 'message.posted') continue
      found.push(last.p.message.text)
      await person.client.call('reads.mark', { chatId: chat.id, seq: last.s })
    }
    return found.sort()
  }
  assert.deepEqual(
    [await reads(pupil), await reads(parent), await reads(teacher)],
    [['everyone'], ['everyone'], ['everyone', 'staff']],
  )
  const { total } = await director.client.call('channels.reach', { chatId: idOf('staff'), seq: posts.get('staff')! })
  assert.ok(total.read >= 1 && total.people >= total.read)
  const { administration } = await director.client.call('communities.home', { communityId })
  assert.deepEqual(administration!.inactiveBecause, [], 'posts are enough to be active')
  const others = await world.database.query(
    "select from messenger.chat where community_id = $1 and kind <> 'channel'",
    [communityId],
  )
  assert.deepEqual(others, [], 'no other chat was needed')
})
