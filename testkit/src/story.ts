import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { type BrowserMedia, type Device, type Look, openDevice, type SharedBrowser, shareBrowser } from './browser.ts'
import { createWorld, type World, type WorldOptions } from './world.ts'

const PATIENCE_MS = 25_000
/** Where pictures of pages lie on which a step has failed. */
const PICTURES = join(tmpdir(), 'parta-failed-steps')

export interface Story {
  readonly world: World
  /** Somebody's device, with patience and a record of complaints. */
  device(name: string, look: Look): Promise<Device>
  /** One step; when it fails, the pages are photographed and the steps that build on it do not run. */
  step(title: string, walk: () => Promise<void>): void
}

/** A story in the browser over a world of its own, told in steps; `media` in a browser with a microphone and a camera, or with a tab to show beside. */
export function tellStory({ media = false, ...options }: WorldOptions & { media?: BrowserMedia } = {}): Story {
  let world: World | null = null
  let shared: SharedBrowser | null = null
  let broken: string | null = null
  const pages = new Map<string, Page>()
  const contexts: BrowserContext[] = []
  before(async () => {
    shared = await shareBrowser(media)
    world = await createWorld(options)
  })
  after(async () => {
    await Promise.all(contexts.map((context) => context.close()))
    await shared?.[Symbol.asyncDispose]()
    await world?.[Symbol.asyncDispose]()
  })
  return {
    get world() {
      if (world === null) throw new Error('The story has not begun')
      return world
    },
    async device(name, look) {
      const device = await openDevice(shared!.browser, look)
      contexts.push(device.context)
      device.page.setDefaultTimeout(PATIENCE_MS)
      pages.set(name, device.page)
      return device
    },
    step(title, walk) {
      test(title, async () => {
        if (broken !== null) throw new Error(`An earlier step failed: ${broken}`)
        try {
          await walk()
        } catch (error) {
          broken = title
          await photograph(pages)
          throw error
        }
      })
    },
  }
}

async function photograph(pages: ReadonlyMap<string, Page>): Promise<void> {
  await mkdir(PICTURES, { recursive: true })
  for (const [name, page] of pages) {
    const path = join(PICTURES, `${process.pid}-${name}.png`)
    await page.screenshot({ path }).catch(() => undefined)
    process.stderr.write(`${name} was at ${page.url()}, see ${path}\n`)
  }
}
