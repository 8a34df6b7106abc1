import { generate } from 'otplib'
import type { Client } from './client.ts'
import { codeFor, type Person } from './people.ts'
import type { World } from './world.ts'

/** An app that shows codes, on the phone of somebody. */
export interface CodeApp {
  secret: string
  recoveryCodes: string[]
  /** What it shows after so many half minutes from now. */
  code(stepsAhead?: number): Promise<string>
}

const STEP_MS = 30_000

/** What an app with this secret shows now, or after so many half minutes. */
export function showCode(world: World, secret: string, stepsAhead = 0): Promise<string> {
  return generate({ secret, epoch: Math.floor((world.clock.now() + stepsAhead * STEP_MS) / 1_000) })
}

/** Sets a first password by a code, at a time at which one may be asked for. */
export async function setFirstPassword(world: World, { client, phone }: Person, password: string): Promise<void> {
  world.clock.advance(120_000)
  await client.call('password.requestCode', {})
  await client.call('password.change', { password, proof: { code: codeFor(world, phone) } })
}

/** Sets up an app for an account with this password. The clock moves on, so that the next code is another one. */
export async function setUpCodeApp(world: World, client: Client, password: string): Promise<CodeApp> {
  const { secret } = await client.call('factors.setUpTotp', { password })
  const { recoveryCodes } = await client.call('factors.confirmTotp', { code: await showCode(world, secret) })
  world.clock.advance(STEP_MS)
  return { secret, recoveryCodes, code: (stepsAhead = 0) => showCode(world, secret, stepsAhead) }
}
