import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/**
 * Who can change it, what one does oneself, or that there is nothing left to change: a person with a right, the platform
 * whose rule it is, a verb in the imperative.
 */
export const CHANGED_BY = {
  ru: /администратор|оператор|владел|руководител|родител|учител|школ|платформ|автор|другой человек|кто (?:его )?ведёт|уже|\p{L}(?:йте|ите|ьте|йтесь|итесь|ьтесь)(?!\p{L})/iu,
  en: /administrator|operator|owner|lead|teacher|parent|school|platform|author|somebody else|already|\b(?:ask|choose|confirm|connect|create|delete|enter|forward|go back|invite|open|pick|save|sign|take|tell|unblock|use|wait|write)\b/i,
} as const

/** Controls of the page that can be seen and not used, each with the reason that somebody finds at it. */
function readDisabled(): { control: string; reason: string }[] {
  const textOf = (ids: string | null) =>
    (ids ?? '')
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
  const found: { control: string; reason: string }[] = []
  for (const element of document.querySelectorAll<HTMLElement>(
    'button:disabled, input:disabled, select:disabled, textarea:disabled, [aria-disabled="true"]',
  )) {
    // What is under way is over by itself.
    if (element.closest('[aria-busy="true"]') !== null) continue
    const box = (element.closest('label') ?? element).getBoundingClientRect()
    if (box.width === 0 || box.height === 0) continue
    const own = [textOf(element.getAttribute('aria-describedby')), element.title]
    const inside = [...element.querySelectorAll('small')].map((part) => part.textContent ?? '')
    const label = element.closest('label')?.textContent ?? ''
    const control = element.getAttribute('aria-label') ?? (label || (element.textContent ?? ''))
    found.push({ control: control.trim().slice(0, 80), reason: [...own, ...inside, label].join(' ').trim() })
  }
  return found
}

/** Controls that cannot be used and do not say what one has to do, or who has to (P-15a). */
export async function unexplainedOn(page: Page, language: keyof typeof CHANGED_BY = 'ru'): Promise<string[]> {
  const found = await page.evaluate(readDisabled)
  return found.flatMap(({ control, reason }) =>
    CHANGED_BY[language].test(reason) ? [] : [`«${control}»: ${reason === '' ? 'no reason' : reason}`],
  )
}

export async function assertReasons(page: Page, what: string): Promise<void> {
  assert.deepEqual(await unexplainedOn(page), [], what)
}

/** What is foreign and what is not there are the same answer, so nobody can be named who could change it. */
const NOT_THERE = /Так\p{L}+ .*нет|больше нет/u

/** Pages and parts of pages that are closed to the reader and do not say who could open them (P-15a). */
export async function unexplainedRefusalsOn(page: Page): Promise<{ refusals: number; silent: string[] }> {
  const texts = await page.locator('[data-state=denied]').allTextContents()
  const silent = texts.filter((text) => !CHANGED_BY.ru.test(text) && !NOT_THERE.test(text))
  return { refusals: texts.length, silent }
}
