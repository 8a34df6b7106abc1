import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { bytes, type OtherHosts, page, redirect, startOtherHosts } from '#testkit/other-hosts.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { createSystemClock } from '../clock/clock.ts'
import { createEgress, type LookAtPage } from './egress.ts'

const MEBIBYTE = 1_048_576
const clock = createSystemClock()
let hosts: OtherHosts
let look: LookAtPage
let picture: Buffer
before(async () => {
  picture = await pictureOf(80, 60)
  const image = (address: string) => page(`<title>С картинкой</title><meta property="og:image" content="${address}">`)
  hosts = await startOtherHosts(
    {
      '/': page(
        '<title>Не это</title><meta property="og:title" content="Расписание &amp; звонки"><meta name=description content="О <школе>">' +
          '<meta property="og:site_name" content="Школа"><meta property="og:image" content="/picture">',
      ),
      '/picture': bytes('image/png', picture),
      '/cyrillic': bytes(
        'text/html; charset=windows-1251',
        Buffer.from('3c7469746c653ecff0e8e2e5f23c2f7469746c653e', 'hex'),
      ),
      '/to-private': redirect('http://127.0.0.2:PORT/'),
      '/to-metadata': redirect('http://169.254.169.254/latest/meta-data/'),
      '/to-itself': redirect('/to-itself'),
      '/one': redirect('/two'),
      '/two': redirect('http://page.test:PORT/three'),
      '/three': redirect('/'),
      '/to-rebinding': redirect('/'),
      '/to-file': redirect('file:///etc/passwd'),
      '/to-secret': redirect('http://name:word@page.test/'),
      '/picture-private': image('http://127.0.0.2:PORT/picture'),
      '/picture-decimal': image('http://2130706434:PORT/picture'),
      '/picture-named': image('http://inner.test:PORT/picture'),
      '/picture-redirected': image('/to-private'),
      '/picture-large': image('/large'),
      '/picture-drawn': image('/drawing'),
      '/large': bytes('image/png', Buffer.alloc(2 * MEBIBYTE + 1)),
      '/drawing': bytes('image/svg+xml', Buffer.from('<svg/>')),
      '/json': bytes('application/json', Buffer.from('{}')),
      '/packed': (_request, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(8 * MEBIBYTE))),
      '/endless': (_request, response) => {
        response.setHeader('content-type', 'text/html').write('<title>Без конца</title>')
        const more = () => {
          while (response.write(Buffer.alloc(65_536, '<meta '))) if (response.destroyed) return
        }
        response.on('drain', more)
        more()
      },
      '/dripping': (_request, response) => {
        response.setHeader('content-type', 'text/html').write('<title>')
        const timer = setInterval(() => response.write('ы'), 50)
        response.on('close', () => clearInterval(timer))
      },
      '/silent': () => undefined,
      '/deep': page(`<title>Глубоко</title>${'<div '.repeat(90_000)}`),
    },
    {
      'inner.test': [['127.0.0.2']],
      'mixed.test': [['127.0.0.1', '127.0.0.2']],
      'six.test': [['::1']],
      'mapped.test': [['::ffff:127.0.0.1']],
      'rebinding.test': [['127.0.0.1'], ['127.0.0.2']],
    },
  )
  look = createEgress(clock, hosts.allowance)
})
after(() => hosts[Symbol.asyncDispose]())

const titleOf = async (address: string) => {
  const answer = await look(address)
  return 'page' in answer ? answer.page.title : assert.fail(`${address}: ${answer.refused}`)
}

async function refusedFor(address: string, by: LookAtPage = look): Promise<string> {
  const answer = await by(address)
  return 'refused' in answer ? answer.refused : assert.fail(`${address} was read`)
}

/** Nobody of those who may not be asked was so much as connected to. */
const noTrapped = () => assert.deepEqual(hosts.trapped, [])

test('a page that may be asked says of itself what its head says, with its picture', async () => {
  const answer = await look(hosts.at('/'))
  assert.ok('page' in answer)
  const { picture: found, ...said } = answer.page
  const expected = { host: 'page.test', title: 'Расписание & звонки', description: 'О <школе>', siteName: 'Школа' }
  assert.deepEqual(said, expected)
  assert.ok(found !== null && picture.equals(found))
  assert.equal(await titleOf(hosts.at('/cyrillic')), 'Привет')
})

test('however the address of this machine or its networks is written, nobody there is connected to', async () => {
  const { port } = hosts
  const forms = [
    ...['127.0.0.2', '2130706434', '0x7f000002', '0x7f.0.0.2', '0177.0.0.2', '017700000002', '127.2', '１２７.0.0.2'],
    ...['[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.2]', '[::ffff:7f00:2]', '[::127.0.0.2]', '[fe80::1]'],
    ...['[64:ff9b::127.0.0.2]', '[2002:7f00:2::]', '169.254.169.254', '0.0.0.0', '[::]', '10.0.0.1'],
  ]
  const answers = await Promise.all(forms.map((host) => refusedFor(`http://${host}:${port}/`)))
  assert.deepEqual(
    forms.filter((_, n) => answers[n] !== 'private'),
    [],
  )
  noTrapped()
})

test('names that lead into this machine, also beside an address that may be asked, are not asked', async () => {
  for (const name of ['inner.test', 'mixed.test', 'six.test', 'mapped.test']) {
    assert.equal(await refusedFor(hosts.at('/', name)), 'private', name)
  }
  for (const name of ['localhost', 'nobody.test', 'page']) assert.equal(await refusedFor(hosts.at('/', name)), 'name')
  noTrapped()
})

test('a name is looked up once for each step, and who is connected to is who was checked', async () => {
  assert.equal(await titleOf(hosts.at('/', 'rebinding.test')), 'Расписание & звонки')
  const asked = () => hosts.names.filter((question) => question === 'A rebinding.test').length
  // Its picture is a step of its own, and by then the name leads elsewhere.
  assert.equal(asked(), 2)
  assert.equal(await refusedFor(hosts.at('/to-rebinding', 'rebinding.test')), 'private')
  noTrapped()
})

test('each step of a redirect is checked anew, and there are three at most', async () => {
  for (const path of ['/to-private', '/to-metadata']) assert.equal(await refusedFor(hosts.at(path)), 'private')
  for (const path of ['/to-file', '/to-secret']) assert.equal(await refusedFor(hosts.at(path)), 'address')
  assert.equal(await titleOf(hosts.at('/one')), 'Расписание & звонки')
  assert.equal(await refusedFor(hosts.at('/to-itself')), 'redirects')
  assert.equal(hosts.asked.filter((path) => path === 'page.test/to-itself').length, 4)
  noTrapped()
})

test('pictures go through the same checks, and a page is shown without one that cannot be had', async () => {
  for (const what of ['private', 'decimal', 'named', 'redirected', 'large', 'drawn']) {
    const answer = await look(hosts.at(`/picture-${what}`))
    assert.ok('page' in answer, what)
    assert.deepEqual([answer.page.title, answer.page.picture], ['С картинкой', null], what)
  }
  noTrapped()
})

test('only http and https at their ports, without names and passwords, are asked at all', async () => {
  const addresses = [
    ...['ftp://page.test/', 'file:///etc/passwd', 'gopher://page.test/', 'data:text/html,<title>x</title>', 'нет'],
    ...[
      hosts.at('/', 'name:word@page.test'),
      hosts.at('/', 'name@page.test'),
      'http://page.test:22/',
      'http://page.test:6379/',
    ],
    `http://page.test/${'a'.repeat(2_100)}`,
  ]
  const answers = await Promise.all(addresses.map((address) => refusedFor(address)))
  assert.deepEqual(new Set(answers), new Set(['address']))
})

test('what is no page, is packed, or does not answer is not read', async () => {
  assert.equal(await refusedFor(hosts.at('/json')), 'type')
  assert.equal(await refusedFor(hosts.at('/packed')), 'type')
  assert.equal(await refusedFor(hosts.at('/picture')), 'type')
  assert.equal(await refusedFor(hosts.at('/nothing')), 'status')
  const impatient = createEgress(clock, hosts.allowance, { ms: 700 })
  assert.deepEqual(await Promise.all(['/dripping', '/silent'].map((path) => refusedFor(hosts.at(path), impatient))), [
    'slow',
    'slow',
  ])
})

test('of a body without an end no more is read than counts, and a page of many tags costs no more than its bytes', async () => {
  assert.equal(await titleOf(hosts.at('/endless')), 'Без конца')
  assert.equal(await titleOf(hosts.at('/deep')), 'Глубоко')
})
