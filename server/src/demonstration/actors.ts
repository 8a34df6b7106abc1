import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { OperationId, Operations } from '#contract/operations.ts'
import type { App } from '../app.ts'
import type { CookieJar } from '../platform/dispatch/bind.ts'
import type { Surface } from '../platform/dispatch/viewer.ts'
import type { DemoPerson } from './people.ts'

/** Somebody who acts in the demonstration: everything goes through the application's own operations. */
export interface Actor {
  readonly profileId: string
  call<Id extends OperationId>(id: Id, input: InputOf<Operations[Id]>): Promise<OutputOf<Operations[Id]>>
}

interface Device {
  call: Actor['call']
  token: () => string | null
}

/** A browser of its own: a network for the limits and a place for the session. */
function createDevice(app: App, surface: Surface, network: string): Device {
  let token: string | null = null
  const cookies: CookieJar = {
    session(value) {
      token = value
    },
    device: () => undefined,
    classDevice: () => undefined,
    guest: () => undefined,
  }
  return {
    token: () => token,
    async call(id, input) {
      const output = await app.dispatcher.dispatch({
        id,
        input,
        key: app.platform.newId(),
        viewer: token === null ? null : await app.identity.viewerOf(token, surface),
        endedSession: null,
        origin: { surface, network, device: 'Chrome, Windows', deviceToken: null },
        cookies,
        requestId: app.platform.newId(),
      })
      return output as never
    },
  }
}

/** The code in the newest text that went to a number. */
export function codeFor(app: App, phone: string): string {
  const text = app.inbox.list().find((message) => message.to === phone)?.text ?? ''
  return /\d{6}/.exec(text)?.[0] ?? ''
}

/** A person who has registered and signed in by phone and code. */
export async function signInActor(app: App, person: DemoPerson, phone: string): Promise<Actor> {
  const device = createDevice(app, 'main', phone)
  const { flow } = await device.call('signin.start', { phone })
  await device.call('signin.requestCode', { flow, reason: 'first' })
  await device.call('signin.verifyCode', { flow, code: codeFor(app, phone) })
  const { surname, name, patronymic } = person
  const birthDate = birthDateOf(app.platform.clock.now(), person)
  await device.call('signin.about', { flow, surname, name, patronymic, birthDate })
  await device.call('signin.createProfile', { flow })
  const { activeProfileId } = await device.call('sessions.current', {})
  if (activeProfileId === null) throw new Error(`${person.key} has no profile after the sign-in`)
  return { profileId: activeProfileId, call: device.call }
}

/** Somebody who is known already signs in once more, on a device that nobody has seen. */
export async function signInAgain(app: App, phone: string, network: string): Promise<void> {
  const device = createDevice(app, 'main', network)
  const { flow } = await device.call('signin.start', { phone })
  await device.call('signin.requestCode', { flow, reason: 'first' })
  await device.call('signin.verifyCode', { flow, code: codeFor(app, phone) })
}

/** The operator, with his right given by the installation. */
export async function signInOperatorActor(app: App, phone: string): Promise<Pick<Actor, 'call'>> {
  await app.platform.transaction((tx) => app.identity.ensureOperator(tx, phone))
  const device = createDevice(app, 'operator', phone)
  const { flow } = await device.call('signin.start', { phone })
  await device.call('signin.requestCode', { flow, reason: 'first' })
  await device.call('signin.verifyCode', { flow, code: codeFor(app, phone) })
  return { call: device.call }
}

/** Somebody who is not signed in. */
export function createPasserBy(app: App, network: string): Pick<Actor, 'call'> {
  return { call: createDevice(app, 'main', network).call }
}

/** A birthday half a year away, so that nobody's age changes while the demonstration is looked at. */
function birthDateOf(now: number, person: { age: number; key: string }): string {
  const day = new Date(now)
  const spread = [...person.key].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 120
  day.setUTCFullYear(day.getUTCFullYear() - person.age)
  day.setUTCDate(day.getUTCDate() - 60 - spread)
  return day.toISOString().slice(0, 10)
}
