import assert from 'node:assert/strict'
import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import type { Cast } from '#testkit/cast.ts'
import { newId, newPhone, type Person } from '#testkit/people.ts'
import { newYoungFamily, newYoungPupil, recordConsent } from '#testkit/young.ts'
import type { Examples, Stage } from './examples.ts'

const paperOf = (cast: Cast, child: Person) => ({
  unitId: cast.classId,
  childProfileId: child.profileId,
  textVersion: CONSENT_TEXT_VERSION,
  signedBy: 'Малышева Ольга',
  signedOn: '2024-09-02',
})

async function youngClass({ cast }: Stage): Promise<string> {
  const { communityId } = cast.school
  const input = { id: newId(), communityId, name: `3-${newPhone()}`, grade: 3 }
  return (await cast.director.client.call('units.create', input)).id
}

/** An invitation by e-mail that waits for its pupil. */
async function invitedPupil(stage: Stage): Promise<{ id: string; unitId: string; token: string }> {
  const { world, cast } = stage
  const unitId = await youngClass(stage)
  const email = `uchenik${newPhone().slice(1)}@school.test`
  const { invitations } = await cast.director.client.call('emailInvitations.send', { unitId, emails: [email] })
  const letter = world.app.inbox.list().find((message) => message.to === email)
  const token = /invitation=([\w-]{22})/.exec(letter?.text ?? '')?.[1] ?? assert.fail('no letter went out')
  return { id: invitations[0]!.id, unitId, token }
}

/** Valid calls of the operations that bring children in: invitations by e-mail, and consents. */
export const youngExamples = {
  'signin.openInvitation': async (stage) => ({
    by: stage.world.client(),
    input: { token: (await invitedPupil(stage)).token },
  }),
  'signin.acceptInvitation': async (stage) => ({
    by: stage.world.client(),
    input: { token: (await invitedPupil(stage)).token },
  }),
  'families.recordConsent': async ({ world, cast }) => ({
    by: cast.teacher.client,
    input: paperOf(cast, await newYoungPupil(world, cast)),
  }),
  'families.recordWithdrawal': async ({ world, cast }) => {
    const child = await newYoungPupil(world, cast)
    await recordConsent(cast, child)
    return { by: cast.teacher.client, input: { unitId: cast.classId, childProfileId: child.profileId } }
  },
  'emailInvitations.list': async (stage) => ({
    by: stage.cast.director.client,
    input: { unitId: (await invitedPupil(stage)).unitId },
  }),
  'emailInvitations.send': async (stage) => ({
    by: stage.cast.director.client,
    input: { unitId: await youngClass(stage), emails: ['novyj@school.test'] },
  }),
  'emailInvitations.revoke': async (stage) => ({
    by: stage.cast.director.client,
    input: { invitationId: (await invitedPupil(stage)).id },
  }),
  'consents.children': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'consents.give': async (stage) => {
    const { parent, child } = await newYoungFamily(stage.world, stage.cast)
    return { by: parent.client, input: { childProfileId: child.profileId, textVersion: CONSENT_TEXT_VERSION } }
  },
  'consents.withdraw': async (stage) => {
    const { parent, child } = await newYoungFamily(stage.world, stage.cast)
    await recordConsent(stage.cast, child)
    return { by: parent.client, input: { childProfileId: child.profileId } }
  },
} satisfies Partial<Examples>
