import assert from 'node:assert/strict'
import { type Client, newId } from './client.ts'
import type { World } from './world.ts'

export interface About {
  surname: string
  name: string
  patronymic?: string
  /** YYYY-MM-DD. */
  birthDate?: string
}

/** Somebody who is signed in. */
export interface Person {
  client: Client
  phone: string
  profileId: string
  about: Required<About>
}

/** What every text with a code says. */
const CODE = /код (\d{6})/

let lastPhone = 0

/** A mobile number that nobody else of this process has. */
export function newPhone(): string {
  lastPhone += 1
  return `+7900${String(lastPhone).padStart(7, '0')}`
}

/** The first numbers are for others. */
export function skipPhones(count: number): void {
  lastPhone = Math.max(lastPhone, count)
}

/** The six digits of the newest code that went to a number; news that arrive meanwhile do not hide it. */
export function codeFor(world: World, phone: string): string {
  const code = CODE.exec(world.lastSms(phone, CODE) ?? '')?.[1]
  return code ?? assert.fail(`No code went to ${phone}`)
}

/** Signs in by phone and code; whoever is new tells about himself and makes the learning profile. */
export async function signIn(world: World, phone: string, about: About, client = world.client()): Promise<Person> {
  const complete: Required<About> = { patronymic: '', birthDate: '1985-03-14', ...about }
  client.name = `${complete.surname} ${complete.name}`
  const { flow } = await client.call('signin.start', { phone })
  await client.call('signin.requestCode', { flow, reason: 'first' })
  let { next, profiles } = await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })
  // An account without a profile, such as an operator's, is asked for it first and for the names then.
  while (next === 'about' || next === 'createProfile') {
    const step = next
    if (step === 'about') next = (await client.call('signin.about', { flow, ...complete })).next
    else next = (await client.call('signin.createProfile', { flow })).next
  }
  if (next === 'chooseProfile') {
    next = (await client.call('signin.chooseProfile', { flow, profileId: profiles![0]!.id })).next
  }
  if (next === 'setPassword') assert.fail('The sign-in asks for a password')
  assert.equal(next, 'done')
  const current = await client.call('sessions.current', {})
  return { client, phone, profileId: current.activeProfileId ?? assert.fail('no profile'), about: complete }
}

/** An operator on the operator's host. */
export async function signInOperator(world: World, phone = newPhone()): Promise<Client> {
  await world.app.platform.transaction((tx) => world.app.identity.ensureOperator(tx, phone))
  const client = world.client('operator', 'operator')
  const { flow } = await client.call('signin.start', { phone })
  await client.call('signin.requestCode', { flow, reason: 'first' })
  const { next } = await client.call('signin.verifyCode', { flow, code: codeFor(world, phone) })
  assert.equal(next, 'done')
  return client
}

/** Makes the last use of an account a year older than it is. */
export async function leaveAlone(world: World, { profileId }: Pick<Person, 'profileId'>): Promise<void> {
  await world.database.query(
    `update identity.session set seen_at = seen_at - interval '1 year'
     where account_id = (select account_id from identity.profile where id = $1)`,
    [profileId],
  )
}

/** A secret for the page of a request: 43 signs of base64url. */
export function newSecret(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
}

export { newId }
