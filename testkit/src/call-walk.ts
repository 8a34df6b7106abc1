import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Device, Look } from './browser.ts'
import { eventually, takeSession } from './messenger-walk.ts'
import type { Person } from './people.ts'
import type { Story } from './story.ts'
import { site } from './walk.ts'

/** Somebody at a chat, on a device with a microphone and a camera that need no permission. */
export async function openForCall(story: Story, person: Person, chatId: string, look: Look): Promise<Device> {
  const device = await story.device(person.about.name, look)
  await bringToChat(story, device, person, chatId)
  return device
}

/** Brings somebody on a device to a chat. */
export async function bringToChat(story: Story, device: Device, person: Person, chatId: string): Promise<void> {
  const { context, page } = device
  await context.grantPermissions(['microphone', 'camera'], { origin: site(story.world) })
  await takeSession(context, person, site(story.world))
  await watchConnections(page)
  await page.goto(site(story.world, `/im/${chatId}`))
  await page.getByPlaceholder('Сообщение').waitFor()
}

/** Keeps the connections that a page will make, for whoever asks what comes over them. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // Small pictures: several people encode and decode on one machine here.
    localStorage.setItem('parta.account.calls', '{"quality":"low"}')
    const connections: RTCPeerConnection[] = []
    Object.assign(window, { connections })
    const Own = RTCPeerConnection
    window.RTCPeerConnection = class extends Own {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        connections.push(this)
      }
    }
  })
}

/** Bytes of sound and pictures that have come from the others over connections that stand. */
export const received = (page: Page) =>
  page.evaluate(async () => {
    const sum = { audio: 0, video: 0 }
    for (const connection of (window as unknown as { connections: RTCPeerConnection[] }).connections) {
      if (connection.connectionState === 'closed') continue
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue
        if (report.kind === 'audio') sum.audio += report.bytesReceived
        else sum.video += report.framesDecoded ?? 0
      }
    }
    return sum
  })

/** Waits until more sound, and more pictures where they are meant, have come than now. */
export async function comesIn(page: Page, kinds: readonly ('audio' | 'video')[]): Promise<void> {
  const before = await received(page)
  await eventually(async () => {
    const now = await received(page)
    for (const kind of kinds) assert.ok(now[kind] > before[kind], `${kind}: ${before[kind]} → ${now[kind]}`)
  }, 20_000)
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** The place of somebody on the stage of a call. */
export const tile = (page: Page, person: Person) =>
  page.getByRole('region', { name: 'Участники звонка' }).getByRole('listitem').filter({ hasText: person.about.name })

/** How many connections a page has made so far. */
export const connectionsOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { connections: RTCPeerConnection[] }).connections.length)

/** Milliseconds until somebody is heard over a connection that was not there before; null when nobody was in time. */
export const hearsAnew = (page: Page, known: number, patience: number) =>
  page.evaluate(
    async ([known, patience]) => {
      const begun = performance.now()
      const isHeard = async () => {
        const fresh = (window as unknown as { connections: RTCPeerConnection[] }).connections.slice(known)
        for (const connection of fresh.filter(({ connectionState }) => connectionState === 'connected')) {
          for (const report of (await connection.getStats()).values()) {
            if (report.type === 'inbound-rtp' && report.kind === 'audio' && report.totalAudioEnergy > 0) return true
          }
        }
        return false
      }
      while (performance.now() - begun < patience) {
        const playing = [...document.querySelectorAll('audio')].some(({ paused }) => !paused)
        if (playing && (await isHeard())) return performance.now() - begun
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return null
    },
    [known, patience] as const,
  )
