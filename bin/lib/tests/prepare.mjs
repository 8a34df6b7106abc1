import { ensureSystemPackages, SYSTEM_PACKAGES } from '../debian.mjs'
import { LauncherFailure } from '../failure.mjs'
import { ensureMediaServer } from '../media-server.mjs'
import { ensureWebBundle } from '../web-bundle.mjs'
import { checkOutcome } from './outcome.mjs'

/**
 * Makes the things that tests need beyond the packages of npm. What cannot be had is a failure of the run, not a silent gap.
 *
 * @param {{ root: string, node: string, media: boolean, calls: boolean, browser: boolean, pages: boolean }} need `media` for tests of
 *   sounds and films, `calls` for tests with the media server, `browser` for browser stories, `pages` for the web bundle
 * @returns {Promise<{ outcomes: import('./outcome.mjs').Outcome[], browserReady: boolean }>}
 */
export async function prepareWorld({ root, node, media, calls, browser, pages }) {
  const outcomes = []
  if (media) {
    const problem = await attempt(async () => {
      const missing = await ensureForTests(SYSTEM_PACKAGES.start, 'for the tests of sounds and films')
      return missing.length > 0 ? 'There is no ffmpeg, so the tests of sounds and films fail.' : null
    })
    if (problem !== null) outcomes.push(checkOutcome('ffmpeg', 0, problem, 'install it'))
  }
  if (calls) {
    const problem = await attempt(async () => {
      await ensureMediaServer(root, process.env)
      return null
    })
    if (problem !== null) outcomes.push(checkOutcome('media server', 0, problem, 'npm start'))
  }
  let browserReady = true
  if (browser) {
    const problem = await attempt(async () => {
      const missing = await ensureForTests(SYSTEM_PACKAGES.tests, 'for the browser stories')
      return missing.includes('chromium') ? 'There is no Chromium, so the browser stories did not run.' : null
    })
    if (problem !== null) {
      browserReady = false
      outcomes.push(checkOutcome('browser', 0, problem, 'install it, or leave the stories out with --no-e2e'))
    }
  }
  if (pages) {
    const problem = await attempt(async () => {
      await ensureWebBundle(root, node)
      return null
    })
    if (problem !== null) outcomes.push(checkOutcome('web bundle', 0, problem, 'npm run build:web'))
  }
  return { outcomes, browserReady }
}

function ensureForTests(packages, purpose) {
  const root = process.getuid?.() === 0
  return ensureSystemPackages({ packages, purpose, root, mayInstall: true, env: process.env })
}

async function attempt(work) {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LauncherFailure) return error.message
    throw error
  }
}
