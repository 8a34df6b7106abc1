import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** The shell is the same engine without the windows around it, which nobody sees here and which take a third of the time. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
/** Headless, in few processes, without a word to anybody outside. */
const ARGUMENTS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-gpu-compositing',
  '--disable-software-rasterizer',
  '--in-process-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Each page is loaded by a browser that has never seen it: what is not called need not be compiled.
  '--js-flags=--max-lazy --single-threaded-gc',
  '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP localhost 127.0.0.1, MAP * ~NOTFOUND',
]

export const PHONE = { width: 390, height: 844 } as const
export const LAPTOP = { width: 1280, height: 800 } as const

/** A microphone that beeps and a camera that counts; the shell has neither. Who may use them is still asked of the page. */
const MEDIA_ARGUMENT = '--use-fake-device-for-media-stream'

/** Title of the tab that is shared when a page asks for a screen: nobody is there to choose one. */
export const SHOWN_TAB = 'ShownTab'
const SCREEN_ARGUMENT = `--auto-select-tab-capture-source-by-title=${SHOWN_TAB}`

/** Graphics that the processor makes, as on a computer without a card for them; without, a page has none at all. */
const NO_GRAPHICS = ['--disable-gpu', '--disable-software-rasterizer']
const GRAPHICS = ['--enable-unsafe-swiftshader', '--use-angle=swiftshader']

/** What a browser can hear and see: `screen` also shows {@link SHOWN_TAB} with its sound, `graphics` lets pages draw by WebGL. */
export type BrowserMedia = boolean | 'screen' | 'graphics'

/** Where Debian's Chromium is, `media` with a microphone and a camera. */
export function placeOfBrowser(media: BrowserMedia = false): string {
  const place = PLACES.slice(media ? 1 : 0).find((each) => existsSync(each))
  if (place === undefined) throw new Error('There is no Chromium; npm test installs it on Debian as root')
  return place
}

/** Debian's Chromium; `program` is what starts it, where that is not its own. */
export async function openBrowser(media: BrowserMedia = false, program?: string): Promise<Browser> {
  const executablePath = program ?? placeOfBrowser(media)
  // Without a locale of UTF-8 a file with Russian letters in its name is saved under another one.
  return chromium.launch({
    executablePath,
    args: [
      ...(media === 'graphics' ? [...ARGUMENTS.filter((each) => !NO_GRAPHICS.includes(each)), ...GRAPHICS] : ARGUMENTS),
      ...(media ? [MEDIA_ARGUMENT] : []),
      ...(media === 'screen' ? [SCREEN_ARGUMENT] : []),
    ],
    // A browser that is mute captures tabs without their sound.
    ...(media === 'screen' ? { ignoreDefaultArgs: ['--mute-audio'] } : {}),
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
}

/** So long a browser waits for the next story of the process before it is closed. */
const BETWEEN_STORIES_MS = 1_000

/** A browser that stories share one after another; whoever is done with it disposes of it, and of his own contexts before. */
export interface SharedBrowser extends AsyncDisposable {
  readonly browser: Browser
}

interface Shelf {
  readonly opened: Promise<Browser>
  holders: number
  closing: NodeJS.Timeout | null
}

const shelves = new Map<BrowserMedia, Shelf>()

/** The browser of this process with these media: opened for the first story, closed after the last. */
export async function shareBrowser(media: BrowserMedia = false): Promise<SharedBrowser> {
  const shelf = shelves.get(media) ?? { opened: openBrowser(media), holders: 0, closing: null }
  shelves.set(media, shelf)
  clearTimeout(shelf.closing ?? undefined)
  shelf.holders += 1
  const browser = await shelf.opened
  return {
    browser,
    async [Symbol.asyncDispose]() {
      shelf.holders -= 1
      if (shelf.holders > 0) return
      shelf.closing = setTimeout(() => {
        shelves.delete(media)
        void browser.close()
      }, BETWEEN_STORIES_MS)
    },
  }
}

export interface Viewport {
  width: number
  height: number
}

export interface Look {
  viewport: Viewport
  theme?: 'light' | 'dark'
  /** What the person reads; Russian unless it is named. */
  locale?: 'ru-RU' | 'en-GB'
}

/** One person's device; complaints of its pages are collected. */
export interface Device {
  context: BrowserContext
  page: Page
  /** Errors on the console, failed scripts, and requests to foreign hosts. */
  complaints: string[]
}

export async function openDevice(browser: Browser, look: Look): Promise<Device> {
  const touch = look.viewport.width < 768
  const context = await browser.newContext({
    viewport: look.viewport,
    colorScheme: look.theme ?? 'light',
    locale: look.locale ?? 'ru-RU',
    timezoneId: 'Europe/Moscow',
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: 'reduce',
  })
  const complaints: string[] = []
  context.on('page', (page) => watch(page, complaints))
  const page = await context.newPage()
  return { context, page, complaints }
}

function watch(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`))
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    const own = hostname === 'localhost' || hostname.endsWith('.localhost') || ['data:', 'blob:'].includes(protocol)
    if (!own) complaints.push(`foreign host: ${hostname}`)
  })
}
