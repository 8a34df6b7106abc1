import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { newId } from '../client.ts'
import { codeFor, newPhone, signIn, signInOperator } from '../people.ts'
import type { World } from '../world.ts'
import { makeYoung } from '../young.ts'
import { Facts } from './facts.ts'
import { Schools } from './schools.ts'

/** A child under 14. */
const YOUNG = '2016-04-12'

/**
 * Two schools, of which the second lets its leads decide, a suspended one, a kindergarten and an authority, with
 * everybody who may be told apart by a rule: each role, each union of roles, each state of an account.
 */
export async function setStage(world: World): Promise<Schools> {
  const facts = new Facts()
  const schools = new Schools(world, await signInOperator(world), facts)
  for (const [id, type] of [
    ['a', 'school'],
    ['b', 'school'],
    ['s', 'school'],
    ['k', 'kindergarten'],
    ['u', 'authority'],
  ] as const) {
    await schools.found(id, type)
  }
  await peopleOfA(schools)
  await peopleOfOthers(schools)
  await peopleOfNowhere(schools)
  await becomeContacts(schools, 'a.clerk', 'b.lead')
  await statesOfAccounts(schools)
  return schools
}

async function peopleOfA(schools: Schools): Promise<void> {
  await schools.addUnit('a.one', 5)
  await schools.addUnit('a.two', 9)
  await schools.addUnit('a.small', 3)
  await schools.join('a.lead', 'a.one', 'lead')
  await schools.join('a.leadOther', 'a.two', 'lead')
  await schools.join('a.leadSmall', 'a.small', 'lead')
  await schools.join('a.teacher', 'a.one', 'staff')
  await schools.join('a.teacherOther', 'a.two', 'staff')
  await schools.join('a.clerk', 'a.staff', 'staff')
  await schools.join('a.pupil', 'a.one', 'pupil')
  await schools.join('a.pupil2', 'a.one', 'pupil')
  await schools.join('a.pupilOther', 'a.two', 'pupil')
  await schools.join('a.parent', 'a.one', 'parent', 'a.pupil')
  await schools.join('a.parentOther', 'a.two', 'parent', 'a.pupilOther')
  // Unions of roles (STR-10).
  await schools.join('a.deputy', 'a.staff', 'staff')
  await schools.appoint('a.deputy', 'a')
  await schools.join('a.adminLead', 'a.two', 'lead')
  await schools.appoint('a.adminLead', 'a')
  await schools.join('a.adminParent', 'a.staff', 'staff')
  await schools.join('a.adminParent', 'a.one', 'parent', 'a.pupil')
  await schools.appoint('a.adminParent', 'a')
  await schools.join('a.leadTeacher', 'a.small', 'lead')
  await schools.join('a.leadTeacher', 'a.one', 'staff')
  await schools.join('a.teacherParent', 'a.two', 'staff')
  await schools.join('a.teacherParent', 'a.one', 'parent', 'a.pupil2')
  await schools.join('a.blocker', 'a.one', 'staff')
}

async function peopleOfOthers(schools: Schools): Promise<void> {
  await schools.addUnit('b.one', 6)
  await schools.addUnit('b.two', 8)
  await schools.join('b.lead', 'b.one', 'lead')
  await schools.join('b.leadOther', 'b.two', 'lead')
  await schools.join('b.teacher', 'b.one', 'staff')
  await schools.join('b.pupil', 'b.one', 'pupil')
  await schools.join('b.parent', 'b.one', 'parent', 'b.pupil')
  // A teacher of one school who is a parent in the other.
  await schools.join('b.teacherParent', 'b.one', 'staff')
  await schools.join('b.teacherParent', 'a.two', 'parent', 'a.pupilOther')
  const { communityId, administrator } = schools.organisation('b')
  await administrator.client.call('delegation.set', { communityId, leads: true })
  schools.facts.organisations.find(({ id }) => id === 'b')!.delegates = true
  await schools.addUnit('s.one', 7)
  await schools.join('s.lead', 's.one', 'lead')
  await schools.join('s.teacher', 's.one', 'staff')
  await schools.join('s.pupil', 's.one', 'pupil')
  await schools.join('s.parent', 's.one', 'parent', 's.pupil')
  await schools.addUnit('k.one', null)
  await schools.join('k.lead', 'k.one', 'lead')
  await schools.join('k.teacher', 'k.one', 'staff')
  await schools.join('k.parent', 'k.one', 'parent')
  await schools.addUnit('u.one', null)
  await schools.join('u.lead', 'u.one', 'lead')
  await schools.join('u.teacher', 'u.one', 'staff')
  await schools.join('u.external', 'u.one', 'external')
}

/** Two of the staff of two schools who are personal contacts (CNT-04). */
async function becomeContacts(schools: Schools, one: string, other: string): Promise<void> {
  const [{ client }, asked] = [schools.person(one), schools.person(other)]
  const { token } = await client.call('personalContacts.makeCode', {})
  await asked.client.call('personalContacts.answer', { token })
  await client.call('personalContacts.confirm', { profileId: asked.profileId })
  schools.facts.contacts.push({ one, other })
}

async function peopleOfNowhere(schools: Schools): Promise<void> {
  const { facts, world } = schools
  const none = { state: 'active', adult: true, under14: false, profileId: null } as const
  await schools.newcomer('x.newcomer')
  facts.actors.push({ id: 'x.operator', kind: 'operator', client: schools.operator, ...none })
  facts.actors.push({ id: 'x.nobody', kind: 'nobody', client: world.client(), ...none })
  facts.actors.push({ id: 'x.nobodyAtDesk', kind: 'nobody', client: world.client('operator'), ...none })
  await schools.apply('a.applicant', 'a.one', 'pupil')
  await schools.apply('a.applicantStaff', 'a.one', 'staff')
  await schools.apply('b.applicant', 'b.one', 'pupil')
  await schools.apply('b.applicantStaff', 'b.one', 'staff')
  // Whoever was a member and is none any more.
  await schools.join('a.removed', 'a.one', 'staff')
  const { communityId, administrator } = schools.organisation('a')
  await administrator.client.call('members.remove', { communityId, profileId: schools.person('a.removed').profileId })
  forgetRoles(facts, 'a.removed')
}

function forgetRoles(facts: Facts, actor: string): void {
  for (let i = facts.roles.length - 1; i >= 0; i -= 1) if (facts.roles[i]!.actor === actor) facts.roles.splice(i, 1)
}

async function statesOfAccounts(schools: Schools): Promise<void> {
  const { facts, world } = schools
  for (const [child, parent] of [
    ['a.young', 'a.youngParent'],
    ['a.withheld', 'a.withheldParent'],
  ] as const) {
    await schools.join(child, 'a.one', 'pupil')
    await schools.join(parent, 'a.one', 'parent', child)
    await makeYoung(world, schools.person(child), YOUNG)
    facts.actor(child).under14 = true
  }
  const { client } = schools.organisation('a').administrator
  await client.call('families.recordConsent', {
    unitId: schools.unitId('a.one'),
    childProfileId: schools.person('a.young').profileId,
    textVersion: CONSENT_TEXT_VERSION,
    signedBy: 'Малышева Ольга Юрьевна',
    signedOn: '2024-09-02',
  })
  facts.actor('a.withheld').state = 'withheld'
  await enterByCard(schools)
  await schools.join('a.leaving', 'a.one', 'staff')
}

/** A pupil without a phone, signed in by a card on a tablet of its class for a lesson. */
async function enterByCard(schools: Schools): Promise<void> {
  const { world, facts } = schools
  const lead = schools.person('a.lead')
  const unitId = schools.unitId('a.one')
  const about = { surname: 'Карточкин', name: 'Том', patronymic: '', birthDate: '2011-05-20' }
  const id = newId()
  await lead.client.call('cards.addPupil', { id, unitId, ...about })
  const { communityId, administrator } = schools.organisation('a')
  const { decided } = await administrator.client.call('applications.decide', {
    communityId,
    ids: [id],
    decision: 'approve',
  })
  const profileId = decided[0]!.profileId!
  const tablet = await signIn(world, lead.phone, lead.about)
  await tablet.client.call('cards.addDevice', { unitId, name: 'Планшет 1' })
  const { cards } = await lead.client.call('cards.print', { unitId, profileIds: [profileId] })
  await tablet.client.call('cards.enter', { secret: cards[0]!.secret, symbols: cards[0]!.symbols })
  const person = { client: tablet.client, phone: newPhone(), profileId, about }
  schools.know('a.card', person, { state: 'lesson', adult: false })
  facts.applicants.push({ actor: 'a.card', organisation: 'a' })
  facts.roles.push({ actor: 'a.card', organisation: 'a', unit: 'a.one', role: 'pupil' })
}

/** Suspends the organisation that rests, and lets somebody ask for the end of his account: nothing is made after that. */
export async function closeStage(schools: Schools): Promise<void> {
  const { facts, world } = schools
  const { communityId } = schools.organisation('s')
  await schools.operator.call('organisations.suspend', { communityId, reason: 'Договор закончился' })
  facts.organisations.find(({ id }) => id === 's')!.suspended = true
  const leaving = schools.person('a.leaving')
  world.clock.advance(120_000)
  await leaving.client.call('deletion.requestCode', {})
  await leaving.client.call('deletion.ask', { by: { code: codeFor(world, leaving.phone) } })
  facts.actor('a.leaving').state = 'leaving'
}
