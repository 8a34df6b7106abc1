import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { WEB_DIST } from '#testkit/test-database.ts'

/** Names of namespaces, examples, and addresses in sentences for whoever develops; nobody is asked there. */
const NOBODY_ASKS = [
  'www.w3.org',
  'react.dev',
  'reactjs.org',
  'github.com',
  'localhost',
  'parta.example',
  'tanstack.com',
  'docs.livekit.io',
  'emscripten.org',
  'aomediacodec.github.io',
  'dequeuniversity.com',
  'simplewebauthn.dev',
  'schemas.microsoft.com',
  'schemas.openxmlformats.org',
]
const TRACKERS =
  /googletagmanager|google-analytics|\bgtag\(|doubleclick\.net|adsbygoogle|mc\.yandex|\bym\(\d|an\.yandex|top\.mail\.ru|top-fwz1|vk\.com\/rtrg|facebook\.net|\bfbq\(|\bhotjar|\bamplitude\.|\bmixpanel|\bsegment\.io|\bsentry|clarity\.ms|\bsendBeacon/gi

async function readBundles(): Promise<{ name: string; text: string }[]> {
  const files = await readdir(WEB_DIST, { recursive: true, withFileTypes: true })
  const own = files.filter((file) => file.isFile() && /\.(js|css|html|webmanifest|svg)$/.test(file.name))
  return Promise.all(
    own.map(async ({ parentPath, name }) => ({ name, text: await readFile(join(parentPath, name), 'utf8') })),
  )
}

test('[GEN-06/bundles] no page of ours holds a tracker, code of advertisements, or an address of somebody foreign', async () => {
  const bundles = await readBundles()
  assert.ok(bundles.length > 100, `${bundles.length} files`)
  const found = new Set<string>()
  const hosts = new Set<string>()
  for (const { name, text } of bundles) {
    for (const [word] of text.matchAll(TRACKERS)) found.add(`${name}: ${word}`)
    for (const [, host] of text.matchAll(/\b(?:https?|wss?):\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)*)/gi))
      hosts.add(host!.toLowerCase())
  }
  assert.deepEqual([...found], [])
  assert.deepEqual([...hosts].filter((host) => !NOBODY_ASKS.includes(host)).sort(), [])
})
