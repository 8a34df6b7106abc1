import type { Page } from 'playwright-core'
import type { Client } from '../client.ts'
import type { World } from '../world.ts'

/** Word of the demonstration for who looks; `office` is the head at a desk of the electronic school. */
export type Viewer = 'director' | 'maths' | 'artem' | 'anna' | 'applicant1' | 'operator' | 'office'

/** What a screen may use to get there. */
export interface Stage {
  readonly world: World
  client(viewer: Viewer): Promise<Client>
}

/** One screen of the product, as the gate and the tests walk it. */
export interface Screen {
  name: string
  /** Who looks; null for nobody. */
  viewer: Viewer | null
  /** Where nobody looks, if not at the site. */
  at?: 'school'
  /** Path of the page; `{o}` is the viewer's organisation. */
  path: string | ((stage: Stage) => Promise<string>)
  /** What is to be seen when the page is there. */
  shows: RegExp
  /** Steps from the page to the screen. */
  steps?: (page: Page, stage: Stage) => Promise<void>
  /** Answers that the browser complains of and that belong to the screen. */
  expects?: RegExp
}

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click()

/** Presses a button, and waits for the dialogue that it opens. */
export const openDialog = async (page: Page, name: string | RegExp): Promise<void> => {
  await press(page, name)
  await page.getByRole('dialog').waitFor()
}
