import { availableParallelism } from 'node:os'
import { hashPassword, passwordFits } from '#server/platform/hashing/passwords.ts'
import { DEVICE_COOKIE } from '#server/platform/http/cookies.ts'
import { Client } from '#testkit/client.ts'
import { deviceToken, phoneOf } from './seed.ts'
import { type Histogram, mergeHistograms } from './statistics.ts'

const PASSWORD = 'бином-Ньютона-7'

/** The hash that accounts have whose people sign in here. */
export const benchPasswordHash = (): Promise<string> => hashPassword(PASSWORD)

/** Checks of a password a second of which all processors together are capable when they do nothing else. */
export async function measureHashing(hash: string, ms: number): Promise<number> {
  const begun = performance.now()
  let done = 0
  const work = async () => {
    while (performance.now() - begun < ms) {
      if (!(await passwordFits(hash, PASSWORD))) throw new Error('The password does not fit its own hash.')
      done += 1
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return (done / (performance.now() - begun)) * 1000
}

/** What came of sign-ins; times in microseconds from the moment at which each was due. */
export interface LoggedIn {
  done: number
  times: Histogram
  /** A second, over the whole time. */
  rate: number
}

/**
 * Signs one person in on a device that he has used before, as the pages do.
 *
 * @throws Error when he is not in at the end
 */
async function signIn(port: number, person: number): Promise<void> {
  const client = new Client(port, 'main')
  client.cookies.set(DEVICE_COOKIE, deviceToken(person))
  const { flow } = await client.call('signin.start', { phone: phoneOf(person) })
  const { next } = await client.call('signin.password', { flow, password: PASSWORD })
  if (next !== 'done') throw new Error(`Person ${person} is not signed in: ${next}`)
}

/** Signs people in one after another at a rate, whether or not those before are done. */
export async function signInAtRate(port: number, people: readonly number[], rate: number): Promise<LoggedIn> {
  const begun = performance.now()
  const one = async (person: number, i: number) => {
    const due = begun + (i / rate) * 1000
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    await signIn(port, person)
    return performance.now() - due
  }
  return summary(await Promise.all(people.map(one)), performance.now() - begun)
}

/** Keeps so many sign-ins on their way for `ms`; people come again when all have been there. */
export async function signInSteadily(
  port: number,
  people: readonly number[],
  how: { w: number; ms: number },
): Promise<LoggedIn> {
  const begun = performance.now()
  const times: number[] = []
  let next = 0
  const work = async () => {
    while (performance.now() - begun < how.ms) {
      const due = performance.now()
      await signIn(port, people[next++ % people.length]!)
      times.push(performance.now() - due)
    }
  }
  await Promise.all(Array.from({ length: how.w }, work))
  return summary(times, performance.now() - begun)
}

function summary(times: readonly number[], lasted: number): LoggedIn {
  return {
    done: times.length,
    times: mergeHistograms(times.map((time) => [[Math.round(time * 1000), 1] as const])),
    rate: (times.length / lasted) * 1000,
  }
}
