import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { fillElectronicSchool, SCHOOL_PASSWORD } from '#server/demonstration/electronic-school.ts'
import type { Device } from '#testkit/browser.ts'
import { tellStory } from '#testkit/story.ts'

const story = tellStory()
const { step } = story
let head: Device

const DESK = { width: 1366, height: 768 } as const
/** What stands under «Start», with the messenger's own register by its name. */
const WINDOWS = [
  'Парта',
  'Employees',
  'Pupils',
  'Absent pupils',
  'Parents',
  'Classes and groups',
  'Administrators',
  'Subjects',
  'Settings of the organisation',
  'Roles',
  'Users',
  'Log of acts',
  'Connection',
] as const
/** Whatever the page says itself; cells of tables and names of rows are what people have entered. */
const OWN_WORDS =
  'button, a, th, legend, label:not(.es-switch), h1, h2, h3, p, .es-state, .es-status span, [placeholder], [title]'
/** Somebody, as a field shows who was chosen. */
const SOMEBODY = /^[А-ЯЁ][а-яё]+ [А-ЯЁ]\. [А-ЯЁ]\.$/u

/** Russian words of the page itself. */
async function russian(place: Locator): Promise<string[]> {
  const words = await place
    .locator(OWN_WORDS)
    .evaluateAll((elements) =>
      elements.flatMap((element) => [
        element.closest('td') === null ? (element.textContent ?? '') : '',
        element.getAttribute('placeholder') ?? '',
        element.getAttribute('title') ?? '',
      ]),
    )
  const isOurs = (word: string) => !SOMEBODY.test(word) && /[а-яё]/iu.test(word.replaceAll('Парта', ''))
  return [...new Set(words.filter(isOurs))]
}

async function open(page: Page, label: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByRole('dialog', { name: 'Start', exact: true }).getByText(label, { exact: true }).click()
  const frame = page.getByRole('dialog').last()
  await frame.waitFor()
  await frame.getByText('Loading…').waitFor({ state: 'detached' })
  return frame
}

step('whoever reads English finds no Russian word of ours on the desktop, in the menu and in any window', async () => {
  await fillElectronicSchool(story.world.app, 'School 14')
  head = await story.device('head', { viewport: DESK, locale: 'en-GB' })
  const { page } = head
  await page.goto(`http://school.localhost:${story.world.app.port}/`)
  await page.getByLabel('Login').fill('klimova')
  await page.getByLabel('Password').fill(SCHOOL_PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor()
  const found: Record<string, string[]> = {}
  const shortcuts = await russian(page.locator('main'))
  if (shortcuts.length > 0) found.desktop = shortcuts
  for (const label of WINDOWS) {
    const frame = await open(page, label)
    const words = await russian(frame)
    if (words.length > 0) found[label] = words
    await frame.getByRole('button', { name: 'Close', exact: true }).first().click()
  }
  assert.deepEqual(found, {})
})
