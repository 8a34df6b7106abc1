import assert from 'node:assert/strict'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { Device, Look } from './browser.ts'
import type { Person } from './people.ts'
import type { Story } from './story.ts'
import { site } from './walk.ts'

/** Puts a person's session into a browser, as if he had walked the sign-in there. */
export async function takeSession(
  context: BrowserContext,
  person: Pick<Person, 'client'>,
  origin: string,
): Promise<void> {
  await context.addCookies(
    [...person.client.cookies].map(([name, value]) => ({
      name,
      value,
      // A cookie with this prefix can be put in only as if it had come over a secure connection.
      url: origin.replace('http:', 'https:'),
      secure: true,
      httpOnly: true,
      sameSite: 'Lax' as const,
    })),
  )
}

/** Somebody of a story at a chat, on a device of his own, ready to write. */
export async function openChat(
  story: Story,
  name: string,
  person: Person,
  chatId: string,
  look: Look,
): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(site(story.world, `/im/${chatId}`))
  await device.page.getByPlaceholder('Сообщение').waitFor()
  return device
}

/** Writes a message into the open chat, in either language. */
export async function write(page: Page, text: string): Promise<void> {
  const field = page.getByPlaceholder(/^(Сообщение|Message)$/)
  await field.fill(text)
  await page.getByRole('button', { name: /^(Отправить|Send)$/ }).click()
}

/** A message with just this text in the open chat. */
export function messageWith(page: Page, text: string): Locator {
  return page.getByRole('article').filter({ has: page.getByText(text, { exact: true }) })
}

/** Waits until a message shows this state of its delivery. */
export async function awaitDelivery(page: Page, text: string, state: string): Promise<void> {
  await messageWith(page, text).getByRole('img', { name: state }).waitFor()
}

/** Texts of these messages in the order in which the page shows them. */
export async function shownTexts(page: Page, texts: readonly string[]): Promise<string[]> {
  const all = await page.getByRole('article').allInnerTexts()
  return all.flatMap((shown) => texts.filter((text) => shown.split('\n').includes(text)))
}

/**
 * Milliseconds from the person's own event on one page until the text stands on the other, by the clock that both pages
 * share: what the test itself needs to press and to look does not count.
 */
export async function delayBetween(
  from: Page,
  event: 'click' | 'input',
  to: Page,
  text: string,
  act: () => Promise<void>,
): Promise<number> {
  const begun = from.evaluate(
    (name) =>
      new Promise<number>((done) => addEventListener(name, () => done(Date.now()), { capture: true, once: true })),
    event,
  )
  const seen = to.evaluate(
    (wanted) =>
      new Promise<number>((done) => {
        const look = () => document.body.textContent.includes(wanted) && done(Date.now())
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    text,
  )
  await act()
  return (await seen) - (await begun)
}

/** Waits for something that is looked up outside of a locator. */
export async function eventually(check: () => Promise<void>, patienceMs = 10_000): Promise<void> {
  const end = performance.now() + patienceMs
  for (;;) {
    try {
      await check()
      return
    } catch (error) {
      if (performance.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Everything that this browser keeps: IndexedDB, the storage of the page, and the caches of the service worker. */
export function keptInBrowser(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const wait = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const kept: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)]
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys()
      kept.push([name, requests.map(({ url }) => url)])
    }
    for (const { name } of await indexedDB.databases()) {
      const db = await wait(indexedDB.open(name!))
      for (const store of db.objectStoreNames) {
        kept.push([name, store, await wait(db.transaction(store).objectStore(store).getAll())])
      }
      db.close()
    }
    return JSON.stringify(kept)
  })
}

/** The service worker has everything that the messenger needs without a network. */
export async function awaitKeptApp(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await eventually(async () => {
    const state = await page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/im'))?.active?.state)
    assert.equal(state, 'activated')
  })
}
