import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { SCHOOL_LOGINS, SCHOOL_PASSWORD } from '#server/demonstration/electronic-school.ts'
import { OPERATOR_PHONE, phoneOf } from '#server/demonstration/people.ts'
import { seedDemonstration } from '#server/demonstration/seed.ts'
import { readConfig } from '#server/platform/config/config.ts'
import { createLog } from '#server/platform/log/log.ts'
import { TEXT_MAX } from '#web/kit/theme/text-size.ts'
import { LAPTOP, openDevice, PHONE } from './browser.ts'
import type { Client } from './client.ts'
import { codeFor } from './people.ts'
import { assertReasons } from './reasons.ts'
import { Desk } from './school.ts'
import type { Screen, Stage, Viewer } from './screens/screen.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { createTestDatabase, type TestDatabase, WEB_DIST } from './test-database.ts'
import { assertAccessible, assertQuiet } from './walk.ts'
import { createWorld, type World } from './world.ts'

export interface Combination {
  width: 390 | 1280
  theme: 'light' | 'dark'
}

export const COMBINATIONS: readonly Combination[] = [
  { width: 1280, theme: 'light' },
  { width: 390, theme: 'dark' },
  { width: 1280, theme: 'dark' },
  { width: 390, theme: 'light' },
]

/** A world with the demonstration school in it. */
export async function createDemonstration(): Promise<World & { database: TestDatabase }> {
  const database = await createTestDatabase()
  const test = { throwAwayDatabase: true, migrated: true, log: createLog('error') }
  const data = await makeTemporaryFolder('parta-demonstration-')
  const options = {
    config: readConfig({ PARTA_PORT: '0', PARTA_DATA: data }),
    databaseUrl: database.url,
    webDist: WEB_DIST,
    test,
  }
  await seedDemonstration(options, () => undefined)
  return createWorld({ database, data })
}

/** Sessions of the people who look, each made once. */
export class Viewers implements Stage {
  readonly world: World
  readonly #clients = new Map<string, Promise<Client>>()

  constructor(world: World) {
    this.world = world
  }

  client(viewer: Viewer): Promise<Client> {
    let client = this.#clients.get(viewer)
    if (client === undefined) {
      client = this.#signIn(viewer)
      this.#clients.set(viewer, client)
    }
    return client
  }

  async #signIn(viewer: Viewer): Promise<Client> {
    if (viewer === 'office') return this.#sitDown()
    const operator = viewer === 'operator'
    const phone = operator ? OPERATOR_PHONE : phoneOf(viewer)
    const client = this.world.client(operator ? 'operator' : 'main', viewer)
    const { flow } = await client.call('signin.start', { phone })
    await client.call('signin.requestCode', { flow, reason: 'first' })
    const { next } = await client.call('signin.verifyCode', { flow, code: codeFor(this.world, phone) })
    assert.equal(next, 'done')
    return client
  }

  async #sitDown(): Promise<Client> {
    const desk = new Desk(this.world.app.port, 'office')
    await desk.call('desk.signIn', { login: SCHOOL_LOGINS[0]!.login, password: SCHOOL_PASSWORD })
    return desk.client
  }
}

/** Hands a browser the session of a client. */
export async function lend(context: BrowserContext, client: Client): Promise<void> {
  const cookies = [...client.cookies].map(([name, value]) => ({
    name,
    value,
    url: client.origin.replace('http:', 'https:'),
    secure: true,
  }))
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, httpOnly: true, sameSite: 'Lax' as const })))
}

/** Opens a screen, and checks what every screen must keep: rules of axe, a quiet console, nothing wider than the page, no dead control without its reason (P-15a). */
export async function walkScreen(
  browser: Browser,
  viewers: Viewers,
  screen: Screen,
  look: Combination & { pictures?: string },
): Promise<void> {
  const device = await openDevice(browser, { viewport: look.width === 390 ? PHONE : LAPTOP, theme: look.theme })
  const { page } = device
  page.setDefaultTimeout(15_000)
  try {
    await goTo(page, device.context, viewers, screen)
    await page.waitForTimeout(250)
    if (look.pictures !== undefined) await takePicture(page, screen, look, look.pictures)
    await assertFits(page, screen.name, look)
    await assertReasons(page, screen.name)
    await assertAccessible(page, `${screen.name} ${look.width} ${look.theme}`)
    if (look.width === PHONE.width) await walkLargest(page, screen, look)
    const expected = screen.expects === undefined ? [] : [screen.expects]
    assertQuiet(device, screen.viewer === null ? [/401/, ...expected] : expected)
  } finally {
    await device.context.close()
  }
}

/** A phone would show a page that is wider than its screen smaller, so it is measured against the screen itself. */
async function assertFits(page: Page, what: string, { width }: Combination): Promise<void> {
  const overflow = (await page.evaluate(() => document.documentElement.scrollWidth)) - width
  assert.ok(overflow <= 0, `${what} is ${overflow} px wider than the page`)
}

/** The same with the largest text that the settings offer (ACC-06). */
async function walkLargest(page: Page, screen: Screen, look: Combination & { pictures?: string }): Promise<void> {
  await page.evaluate((percent) => {
    document.documentElement.style.fontSize = `${percent}%`
  }, TEXT_MAX)
  await page.waitForTimeout(100)
  const largest = { ...screen, name: `${screen.name}-largest` }
  if (look.pictures !== undefined) await takePicture(page, largest, look, look.pictures)
  await assertFits(page, largest.name, look)
}

async function goTo(page: Page, context: BrowserContext, viewers: Viewers, screen: Screen): Promise<void> {
  const client = screen.viewer === null ? null : await viewers.client(screen.viewer)
  const origin = (client ?? (await viewers.client(screen.at === 'school' ? 'office' : 'director'))).origin
  let path = typeof screen.path === 'string' ? screen.path : await screen.path(viewers)
  if (client !== null) {
    await lend(context, client)
    if (path.includes('{o}')) {
      const { memberships } = await client.call('communities.mine', {})
      path = path.replace('{o}', memberships[0]?.communityId ?? '')
    }
  }
  await page.goto(`${origin}${path}`)
  await page.getByText(screen.shows).locator('visible=true').first().waitFor()
  await screen.steps?.(page, viewers)
}

async function takePicture(page: Page, screen: Screen, look: Combination, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${screen.name}-${look.width}-${look.theme}.png`) })
}

/** Opens a page as somebody, whoever may see it, and waits until it has come to rest; the caller closes its context. */
export async function openAs(browser: Browser, viewers: Viewers, viewer: Viewer, path: string) {
  const device = await openDevice(browser, { viewport: LAPTOP })
  const client = await viewers.client(viewer)
  await lend(device.context, client)
  await device.page.goto(`${client.origin}${path}`)
  await device.page.waitForLoadState('networkidle')
  await device.page.waitForTimeout(250)
  return device
}
