import assert from 'node:assert/strict'
import { LAPTOP, PHONE } from './browser.ts'
import { type Cast, createCast } from './cast.ts'
import { takeSession } from './messenger-walk.ts'
import { chanceOf, type NoisyApplication, noisyApplications, trueSchool } from './roster-noise.ts'
import { bringList, fileApplications, Secretary, type Truth } from './secretary.ts'
import { tellStory } from './story.ts'
import { assertQuiet, site } from './walk.ts'

const SEED = 1_234
/** What the whole queue may take, and how long a human looks before each press. */
const QUEUE_MS_MAX = 300_000
const LOOK_MS = 1_500

interface SecretaryStory {
  pupils: number
  applications: number
  /** Of these applications, those that wait until the secretary has only a phone. */
  onPhone: number
  /** Share of the applications in which something is wrong. */
  noise: number
  title: string
}

/** A secretary works off a queue of applications: what matches the list at once, the rest one by one. */
export function tellSecretary({ pupils, applications, onPhone, noise, title }: SecretaryStory): void {
  const story = tellStory()
  const { step } = story
  let cast: Cast
  let later: NoisyApplication[]
  let truth: Truth

  step(
    `[${title}] a school of ${pupils} with its list, and ${applications} applications of which ${noise * 100} % are wrong`,
    async () => {
      cast = await createCast(story.world)
      const chance = chanceOf(SEED)
      const school = trueSchool(pupils, chance)
      const all = noisyApplications(school, applications, noise, chance)
      later = all.slice(-onPhone)
      await bringList(story.world, cast, school)
      truth = await fileApplications(story.world, cast, all.slice(0, -onPhone))
    },
  )

  step(`[${title}] at a desk the queue is empty within five minutes, and nobody is let in by mistake`, async () => {
    const device = await story.device('desk', { viewport: LAPTOP, theme: 'light' })
    await takeSession(device.context, cast.director, site(story.world))
    const secretary = new Secretary(device.page, cast, { phone: false })
    const took = await workOff(secretary, truth)
    await secretary.assertDone(story.world, truth)
    tell('desk', truth.size, took)
    assertQuiet(device)
  })

  step(`[${title}] those who come later are decided on a phone in the dark`, async () => {
    const device = await story.device('phone', { viewport: PHONE, theme: 'dark' })
    await takeSession(device.context, cast.director, site(story.world))
    truth = await fileApplications(story.world, cast, later)
    const secretary = new Secretary(device.page, cast, { phone: true })
    const took = await workOff(secretary, truth)
    await secretary.assertDone(story.world, truth)
    tell('phone', truth.size, took)
    assertQuiet(device)
  })

  async function workOff(secretary: Secretary, known: Truth) {
    const begun = performance.now()
    await secretary.page.goto(site(story.world, `/o/${cast.school.communityId}/applications`))
    const matched = await secretary.approveMatched()
    await secretary.decideEach('near', known)
    await secretary.decideEach('several', known)
    await secretary.decideNone(known)
    const seconds = (performance.now() - begun) / 1_000
    const human = seconds + (secretary.presses * LOOK_MS) / 1_000
    assert.ok(human * 1_000 < QUEUE_MS_MAX, `${seconds} s and ${secretary.presses} presses`)
    return { matched, seconds, presses: secretary.presses, human }
  }

  function tell(where: string, count: number, took: Awaited<ReturnType<typeof workOff>>): void {
    const { matched, seconds, presses, human } = took
    process.stdout.write(
      `[gate] secretary: ${where}, ${count} applications, ${matched} at once, ${presses} presses in ${seconds.toFixed(0)} s; ${human.toFixed(0)} s with ${LOOK_MS / 1_000} s of looking before each, 0 mistakes\n`,
    )
  }
}
