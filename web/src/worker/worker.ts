/**
 * Service worker of the messenger. It keeps the page and its hashed files, so that everything under /im opens without a
 * network; what people wrote is kept by the client itself, never here.
 */
declare const PARTA_WORKER_FILES: readonly string[]
declare const PARTA_WORKER_VERSION: string

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface Fetching extends Event {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

interface WorkerScope {
  readonly location: Location
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
}

const worker = self as unknown as WorkerScope
const CACHE = `parta-messenger-${PARTA_WORKER_VERSION}`
/** The page is the same under every address of the messenger. */
const PAGE = '/im'
/** After this the kept page is shown: a network that hangs is worse than none. */
const PAGE_WAIT_MS = 3_000

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const url = new URL(request.url)
  if (url.origin !== worker.location.origin) return
  if (request.mode === 'navigate') event.respondWith(answerPage(request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(answerAsset(request))
})

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll([PAGE, ...PARTA_WORKER_FILES])
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('parta-messenger-') && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** The same file is right for every reader, whatever the answer says it varies by. */
function findKept(request: RequestInfo): Promise<Response | undefined> {
  return caches.match(request, { cacheName: CACHE, ignoreVary: true })
}

async function answerPage(request: Request): Promise<Response> {
  const kept = await findKept(PAGE)
  if (kept === undefined) return fetch(request)
  const fresh = fetch(request).then((answer) => (answer.status >= 500 ? kept.clone() : answer))
  const waited = new Promise<Response>((resolve) => setTimeout(() => resolve(kept.clone()), PAGE_WAIT_MS))
  return Promise.race([fresh, waited]).catch(() => kept)
}

async function answerAsset(request: Request): Promise<Response> {
  const kept = await findKept(request)
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    const cache = await caches.open(CACHE)
    await cache.put(request, answer.clone())
  }
  return answer
}
