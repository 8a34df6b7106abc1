import type { Ticket } from '#contract/communities/tickets.ts'
import { type Binding, bind, bindOwn } from '../platform/dispatch/bind.ts'
import type { ApplicationsService } from './applications/applications.service.ts'
import type { DecisionsService } from './applications/decisions.service.ts'
import type { DelegationService } from './applications/delegation.service.ts'
import type { QueueDigests } from './applications/queue-digests.service.ts'
import type { AuditLists } from './audit/audit-lists.ts'
import type { ChildReads } from './audit/child-reads.ts'
import type { BlocksService } from './blocks/blocks.service.ts'
import type { CardSignin } from './cards/card-signin.ts'
import type { CardsService } from './cards/cards.service.ts'
import type { NewPupils } from './cards/new-pupils.ts'
import type { ConsentsService } from './consents/consents.service.ts'
import type { PeopleLists } from './contacts/people-lists.service.ts'
import type { DetailsService } from './details/details.service.ts'
import type { DialogueRulesService } from './dialogues/dialogue-rules.service.ts'
import type { EmailInvitationsService } from './email-invitations/email-invitations.service.ts'
import type { FamiliesService } from './families/families.service.ts'
import type { FamilyCases } from './families/family-cases.service.ts'
import { type FirstPage, firstPageBindings } from './home/home.routes.ts'
import type { LinksService } from './links/links.service.ts'
import type { ManyLinks } from './links/many-links.ts'
import { accessMemberships } from './memberships/memberships.store.ts'
import type { PhotoTaking } from './memberships/photo-taking.ts'
import type { Removal } from './memberships/removal.service.ts'
import type { OrdersService } from './orders/orders.service.ts'
import { type AboutOrganisation, organisationBindings } from './organisation/organisation.routes.ts'
import type { PersonalContacts } from './personal/personal-contacts.service.ts'
import type { PhonebookService } from './phonebook/phonebook.service.ts'
import type { PrivacyService } from './privacy/privacy.service.ts'
import type { PrivacyLimitService } from './privacy/privacy-limit.service.ts'
import { type QuietTimes, quietBindings } from './quiet/quiet.routes.ts'
import type { RequestsService } from './requests/requests.service.ts'
import type { RetentionService } from './retention/retention.service.ts'
import type { RoleChanges } from './roles/role-changes.service.ts'
import type { RosterImports } from './roster/imports.service.ts'
import type { MatchedService } from './roster/matched.service.ts'
import type { RosterRecords } from './roster/records.service.ts'
import { type Serving, servingBindings } from './suspension/serving.routes.ts'
import type { Tickets } from './tickets/tickets.service.ts'
import type { UnitsService } from './units/units.service.ts'
import type { Verification } from './verification/verification.service.ts'
import type { Verified } from './verification/verified.service.ts'

interface Services extends Serving, FirstPage, AboutOrganisation, QuietTimes {
  auditLists: AuditLists
  childReads: ChildReads
  tickets: Tickets
  requests: RequestsService
  orders: OrdersService
  people: PeopleLists
  blocks: BlocksService
  privacy: PrivacyService
  privacyLimit: PrivacyLimitService
  details: DetailsService
  retention: RetentionService
  personal: PersonalContacts
  phonebook: PhonebookService
  removal: Removal
  roleChanges: RoleChanges
  photoTaking: PhotoTaking
  units: UnitsService
  links: LinksService
  manyLinks: ManyLinks
  families: FamiliesService
  familyCases: FamilyCases
  cards: CardsService
  cardSignin: CardSignin
  newPupils: NewPupils
  consents: ConsentsService
  emailInvitations: EmailInvitationsService
  dialogueRules: DialogueRulesService
  rosterImports: RosterImports
  rosterRecords: RosterRecords
  matched: MatchedService
  applications: ApplicationsService
  decisions: DecisionsService
  delegation: DelegationService
  queueDigests: QueueDigests
  verification: Verification
  verified: Verified
}

/** Binds the operations of communities. */
export function communityBindings(services: Services): Binding[] {
  const { people, removal, roleChanges, photoTaking, units, links, manyLinks, dialogueRules } = services
  return [
    ...requestBindings(services),
    ...servingBindings(services),
    ...firstPageBindings(services),
    ...ticketBindings(services),
    ...auditBindings(services),
    bind('communities.mine', async ({ db, viewer }) => ({
      memberships: await accessMemberships(db, viewer.profileId),
    })),
    ...organisationBindings(services),
    bind('members.list', ({ db, viewer, input, fail }) => people.members(db, viewer.profileId, input, fail)),
    bind('members.remove', ({ tx, viewer, input, fail }) => removal.remove(tx, viewer.profileId, input, fail)),
    bind('members.appoint', ({ tx, viewer, input, fail }) => roleChanges.appoint(tx, viewer.profileId, input, fail)),
    bind('members.dismiss', ({ tx, viewer, input, fail }) => roleChanges.dismiss(tx, viewer.profileId, input, fail)),
    bind('members.changeRole', ({ tx, viewer, input, fail }) =>
      roleChanges.changeRole(tx, viewer.profileId, input, fail),
    ),
    bind('members.takePhoto', ({ tx, viewer, input, fail }) => photoTaking.take(tx, viewer.profileId, input, fail)),
    bind('contacts.list', ({ db, viewer, input, fail }) => people.contacts(db, viewer.profileId, input, fail)),
    bind('contacts.get', ({ db, viewer, input, fail }) => people.card(db, viewer.profileId, input.profileId, fail)),
    bind('units.list', ({ db, viewer, input, fail }) => units.list(db, viewer.profileId, input, fail)),
    bind('units.create', ({ tx, viewer, input, fail }) => units.create(tx, viewer.profileId, input, fail)),
    bind('units.place', ({ tx, viewer, input, fail }) => units.place(tx, viewer.profileId, input, fail)),
    bind('units.rename', ({ tx, viewer, input, fail }) => units.rename(tx, viewer.profileId, input, fail)),
    bind('units.archive', ({ tx, viewer, input, fail }) => units.archive(tx, viewer.profileId, input, fail)),
    bind('dialogueRules.get', ({ db, viewer, input, fail }) =>
      dialogueRules.get(db, viewer.profileId, input.communityId, fail),
    ),
    bind('dialogueRules.set', ({ tx, viewer, input, fail }) => dialogueRules.set(tx, viewer.profileId, input, fail)),
    bind('links.createMany', ({ tx, viewer, input, fail }) => manyLinks.createMany(tx, viewer.profileId, input, fail)),
    bind('links.create', ({ tx, viewer, input, fail }) => links.create(tx, viewer.profileId, input, fail)),
    bind('links.list', ({ db, viewer, input, fail }) => links.list(db, viewer.profileId, input, fail)),
    bind('links.revoke', ({ tx, viewer, input, fail }) => links.revoke(tx, viewer.profileId, input, fail)),
    bind('links.open', ({ db, viewer, input, fail }) => links.open(db, viewer?.profileId ?? null, input.token, fail)),
    ...cardBindings(services),
    ...personalBindings(services),
    ...blockBindings(services),
    ...quietBindings(services),
    ...familyBindings(services),
    ...consentBindings(services),
    ...invitationBindings(services),
    ...applicationBindings(services),
    ...rosterBindings(services),
    ...verificationBindings(services),
  ]
}

function auditBindings({ auditLists }: Services): Binding[] {
  return [
    bind('audit.list', ({ db, viewer, input, fail }) => auditLists.list(db, viewer.profileId, input, fail)),
    bind('members.roleHistory', ({ db, viewer, input, fail }) =>
      auditLists.roleHistory(db, viewer.profileId, input, fail),
    ),
    bind('auditDesk.list', ({ db, input }) => auditLists.deskList(db, input)),
    bind('childReads.list', ({ db, viewer, input, fail }) => auditLists.childReads(db, viewer.profileId, input, fail)),
  ]
}

function cardBindings({ cards, cardSignin, newPupils }: Services): Binding[] {
  return [
    bind('cards.class', ({ db, viewer, input, origin, fail }) =>
      cards.class(db, viewer.profileId, input.unitId, origin, fail),
    ),
    bindOwn('cards.print', ({ viewer, input, fail }) => cards.print(viewer.profileId, input, fail)),
    bind('cards.revoke', ({ tx, viewer, input, fail }) => cards.revoke(tx, viewer.profileId, input, fail)),
    bind('cards.unlock', ({ tx, viewer, input, fail }) => cards.unlock(tx, viewer.profileId, input, fail)),
    bind('cards.addPupil', ({ tx, viewer, input, fail }) => newPupils.add(tx, viewer.profileId, input, fail)),
    bind('cards.addDevice', ({ tx, viewer, input, origin, cookies, fail }) =>
      cards.addDevice(tx, viewer, input, { origin, cookies }, fail),
    ),
    bind('cards.removeDevice', ({ tx, viewer, input, fail }) => cards.removeDevice(tx, viewer.profileId, input, fail)),
    bindOwn('cards.open', ({ input, origin, fail }) => cardSignin.open(input.secret, origin, fail)),
    bindOwn('cards.enter', ({ input, fail, viewer, origin, cookies }) =>
      cardSignin.enter(input, { viewer, origin, cookies }, fail),
    ),
  ]
}

function invitationBindings({ emailInvitations }: Services): Binding[] {
  return [
    bind('emailInvitations.list', ({ db, viewer, input, fail }) =>
      emailInvitations.list(db, viewer.profileId, input.unitId, fail),
    ),
    bindOwn('emailInvitations.send', ({ viewer, input, fail }) => emailInvitations.send(viewer.profileId, input, fail)),
    bind('emailInvitations.revoke', ({ tx, viewer, input, fail }) =>
      emailInvitations.revoke(tx, viewer.profileId, input.invitationId, fail),
    ),
  ]
}

function consentBindings({ families, consents }: Services): Binding[] {
  return [
    bind('families.recordConsent', ({ tx, viewer, input, fail }) =>
      families.recordConsent(tx, viewer.profileId, input, fail),
    ),
    bind('families.recordWithdrawal', ({ tx, viewer, input, fail }) =>
      families.recordWithdrawal(tx, viewer.profileId, input, fail),
    ),
    bind('consents.children', ({ db, viewer }) => consents.children(db, viewer.profileId)),
    bind('consents.give', ({ tx, viewer, input, fail }) => consents.give(tx, viewer.profileId, input, fail)),
    bind('consents.withdraw', ({ tx, viewer, input, fail }) => consents.withdraw(tx, viewer.profileId, input, fail)),
  ]
}

function personalBindings({ personal, phonebook }: Services): Binding[] {
  return [
    bind('phonebook.list', ({ db, viewer }) => phonebook.list(db, viewer.profileId)),
    bind('phonebook.compare', ({ tx, viewer, input, fail }) =>
      phonebook.compare(tx, viewer.profileId, input.hashes, fail),
    ),
    bind('phonebook.forget', ({ tx, viewer }) => phonebook.forget(tx, viewer.profileId)),
    bind('personalContacts.list', ({ db, viewer }) => personal.list(db, viewer.profileId)),
    bind('personalContacts.makeCode', ({ tx, viewer, fail }) => personal.makeCode(tx, viewer.profileId, fail)),
    bind('personalContacts.open', ({ tx, viewer, input, fail }) =>
      personal.open(tx, viewer.profileId, input.token, fail),
    ),
    bind('personalContacts.answer', ({ tx, viewer, input, fail }) =>
      personal.answer(tx, viewer.profileId, input.token, fail),
    ),
    bind('personalContacts.confirm', ({ tx, viewer, input, fail }) =>
      personal.confirm(tx, viewer.profileId, input, fail),
    ),
    bind('personalContacts.remove', ({ tx, viewer, input, fail }) =>
      personal.remove(tx, viewer.profileId, input, fail),
    ),
  ]
}

function blockBindings({ blocks, privacy, privacyLimit, details, retention }: Services): Binding[] {
  return [
    bind('details.get', ({ db, viewer }) => details.get(db, viewer.profileId)),
    bind('details.set', ({ tx, viewer, input, fail }) => details.set(tx, viewer.profileId, input, fail)),
    bind('retention.get', ({ db, viewer, input, fail }) =>
      retention.get(db, viewer.profileId, input.communityId, fail),
    ),
    bind('retention.set', ({ tx, viewer, input, fail }) => retention.set(tx, viewer.profileId, input, fail)),
    bind('privacy.get', ({ db, viewer }) => privacy.get(db, viewer.profileId)),
    bind('privacyLimit.get', ({ db, viewer, input, fail }) =>
      privacyLimit.get(db, viewer.profileId, input.communityId, fail),
    ),
    bind('privacyLimit.set', ({ tx, viewer, input, fail }) => privacyLimit.set(tx, viewer.profileId, input, fail)),
    bind('privacy.set', ({ tx, viewer, input, fail }) => privacy.set(tx, viewer.profileId, input, fail)),
    bind('blocks.list', ({ db, viewer, input }) => blocks.list(db, viewer.profileId, input)),
    bind('blocks.block', async ({ tx, viewer, input, fail }) => {
      await blocks.block(tx, viewer.profileId, input.profileId, fail)
      return {}
    }),
    bind('blocks.unblock', async ({ tx, viewer, input, fail }) => {
      await blocks.unblock(tx, viewer.profileId, input.profileId, fail)
      return {}
    }),
  ]
}

function requestBindings({ requests, orders }: Services): Binding[] {
  return [
    bind('requests.file', ({ tx, input, origin, fail }) => requests.file(tx, input, origin, fail)),
    bindOwn('requests.enter', ({ viewer, input, fail }) => requests.enter(viewer, input, fail)),
    bind('requests.mailbox', async () => ({ address: requests.mailbox })),
    bind('requests.status', ({ db, input, fail }) => requests.status(db, input.secret, fail)),
    bind('requests.list', ({ db, input }) => requests.list(db, input)),
    bind('requests.get', ({ db, input, fail }) => requests.get(db, input.id, fail)),
    bind('requests.replaceAdministrator', ({ tx, viewer, input, fail }) =>
      requests.replaceAdministrator(tx, viewer, input, fail),
    ),
    bind('requests.move', ({ tx, viewer, input, fail }) => requests.move(tx, viewer, input, fail)),
    bindOwn('orders.begin', ({ input, origin, fail }) => orders.begin(input, origin, fail)),
    bindOwn('orders.attach', ({ input, fail }) => orders.attach(input, fail)),
    bindOwn('orderDesk.begin', ({ viewer, input, fail }) => orders.deskBegin(viewer.accountId, input, fail)),
    bindOwn('orderDesk.attach', ({ viewer, input, fail }) => orders.deskAttach(viewer.accountId, input, fail)),
  ]
}

/** Members that these tickets have turned out to be of. */
function membersOf(tickets: readonly Ticket[]): string[] {
  return tickets.flatMap(({ member }) => member?.profileId ?? [])
}

function ticketBindings({ tickets: { filing, administrators, handOver, decisions }, childReads }: Services): Binding[] {
  return [
    bindOwn('tickets.begin', ({ input, origin, fail }) => filing.begin(input, origin, fail)),
    bindOwn('tickets.prove', ({ input, origin, fail }) => filing.prove(input, origin, fail)),
    bind('tickets.organisations', ({ db, input, fail }) => filing.organisations(db, input, fail)),
    bindOwn('tickets.file', ({ input, origin, fail }) => filing.file(input, origin, fail)),
    bindOwn('tickets.checkAdministrator', ({ input, origin, fail }) => administrators.check(input, origin, fail)),
    bindOwn('tickets.handOver', ({ input, fail }) => handOver.ask(input, fail)),
    bind('ticketDesk.handOver', ({ tx, viewer, input, fail }) => handOver.confirm(tx, viewer, input, fail)),
    bind('tickets.status', ({ db, input, fail }) => filing.status(db, input.secret, fail)),
    bind('tickets.queue', async ({ db, viewer, input, fail }) => {
      const { communityId } = input
      const answer = await decisions.queue(db, viewer, input, fail)
      const about = membersOf(answer.tickets)
      await childReads.note(db, { by: { profileId: viewer.profileId }, communityId, query: 'tickets.queue', about })
      return answer
    }),
    bind('tickets.confirm', ({ tx, viewer, input, fail }) => decisions.confirm(tx, viewer, input, fail)),
    bind('tickets.refuse', ({ tx, viewer, input, fail }) => decisions.refuse(tx, viewer, input, fail)),
    bind('ticketDesk.list', async ({ db, viewer, input }) => {
      const answer = await decisions.deskList(db, viewer, input)
      const about = membersOf(answer.tickets)
      await childReads.note(db, {
        by: { operatorId: viewer.accountId },
        communityId: null,
        query: 'ticketDesk.list',
        about,
      })
      return answer
    }),
    bind('ticketDesk.organisations', ({ db, input }) => decisions.deskOrganisations(db, input.search)),
    bind('ticketDesk.assign', ({ tx, viewer, input, fail }) => decisions.deskAssign(tx, viewer, input, fail)),
    bind('ticketDesk.members', ({ db, input, fail }) => decisions.deskMembers(db, input, fail)),
    bind('ticketDesk.confirm', ({ tx, viewer, input, fail }) => decisions.deskConfirm(tx, viewer, input, fail)),
    bind('ticketDesk.refuse', ({ tx, viewer, input, fail }) => decisions.deskRefuse(tx, viewer, input, fail)),
  ]
}

function applicationBindings({ applications, decisions, delegation, queueDigests, childReads }: Services): Binding[] {
  return [
    bind('applications.submit', ({ tx, viewer, input, fail }) =>
      applications.submit(tx, viewer.profileId, input, fail),
    ),
    bind('applications.own', ({ db, viewer }) => applications.own(db, viewer.profileId)),
    bind('applications.withdraw', ({ tx, viewer, input, fail }) =>
      applications.withdraw(tx, viewer.profileId, input.id, fail),
    ),
    bind('applications.queue', async ({ db, viewer: { profileId }, input, fail }) => {
      const answer = await applications.queue(db, profileId, input, fail)
      const about = answer.applications.map((each) => each.profileId)
      await childReads.note(db, {
        by: { profileId },
        communityId: input.communityId,
        query: 'applications.queue',
        about,
      })
      return answer
    }),
    bind('applications.decide', ({ tx, viewer, input, fail }) => decisions.decide(tx, viewer.profileId, input, fail)),
    bind('delegation.get', ({ db, viewer, input, fail }) =>
      delegation.get(db, viewer.profileId, input.communityId, fail),
    ),
    bind('queueDigest.get', ({ db, viewer, input, fail }) =>
      queueDigests.get(db, viewer.profileId, input.communityId, fail),
    ),
    bind('queueDigest.set', ({ tx, viewer, input, fail }) => queueDigests.set(tx, viewer.profileId, input, fail)),
    bind('delegation.set', ({ tx, viewer, input, fail }) => delegation.set(tx, viewer.profileId, input, fail)),
    bind('applications.undo', ({ tx, viewer, input, fail }) => decisions.undo(tx, viewer.profileId, input, fail)),
  ]
}

function verificationBindings({ verification, verified }: Services): Binding[] {
  return [
    bind('verification.standing', ({ db, viewer }) => verification.standing(db, viewer.profileId)),
    bind('verification.organisations', ({ db, input }) => verification.organisations(db, input.search)),
    bind('verification.apply', ({ tx, viewer, input, fail }) => verification.apply(tx, viewer.profileId, input, fail)),
    bind('verified.list', ({ db, viewer, input, fail }) => verified.list(db, viewer.profileId, input, fail)),
  ]
}

function familyBindings({ families, familyCases, childReads }: Services): Binding[] {
  return [
    bind('families.get', async ({ db, viewer: { profileId }, input, fail }) => {
      const answer = await families.get(db, profileId, input, fail)
      const { communityId, childProfileId } = answer
      await childReads.note(db, { by: { profileId }, communityId, query: 'families.get', about: [childProfileId] })
      return answer
    }),
    bind('families.link', ({ tx, viewer, input, fail }) => families.link(tx, viewer.profileId, input, fail)),
    bind('families.allow', ({ tx, viewer, input, fail }) => families.allow(tx, viewer.profileId, input, fail)),
    bind('families.own', ({ db, viewer }) => families.own(db, viewer.profileId)),
    bind('families.labels', ({ db, viewer }) => families.labels(db, viewer.profileId)),
    bind('families.removeAdult', ({ tx, viewer, input, fail }) =>
      familyCases.remove(tx, viewer.profileId, input, fail),
    ),
    bind('families.reportAdult', ({ tx, viewer, input, fail }) =>
      familyCases.report(tx, viewer.profileId, input, fail),
    ),
    bind('families.cases', async ({ db, viewer: { profileId }, input, fail }) => {
      const answer = await familyCases.list(db, profileId, input, fail)
      const about = answer.cases.map(({ childProfileId }) => childProfileId)
      await childReads.note(db, { by: { profileId }, communityId: input.communityId, query: 'families.cases', about })
      return answer
    }),
    bind('families.decideCase', ({ tx, viewer, input, fail }) => familyCases.decide(tx, viewer.profileId, input, fail)),
  ]
}

function rosterBindings({ rosterImports, rosterRecords, matched }: Services): Binding[] {
  return [
    bind('roster.open', ({ db, viewer, input, fail }) =>
      rosterRecords.open(db, viewer.profileId, input.communityId, fail),
    ),
    bindOwn('roster.import', ({ viewer, input, fail }) => rosterImports.import(viewer.profileId, input, fail)),
    bind('roster.get', ({ db, viewer, input, fail }) => rosterImports.get(db, viewer.profileId, input.importId, fail)),
    bind('roster.setColumns', ({ tx, viewer, input, fail }) =>
      rosterImports.setColumns(tx, viewer.profileId, input, fail),
    ),
    bind('roster.rows', ({ db, viewer, input, fail }) => rosterImports.rows(db, viewer.profileId, input, fail)),
    bind('roster.apply', ({ tx, viewer, input, fail }) => rosterImports.apply(tx, viewer.profileId, input, fail)),
    bind('roster.cancel', ({ tx, viewer, input, fail }) =>
      rosterImports.cancel(tx, viewer.profileId, input.importId, fail),
    ),
    bind('roster.undo', ({ tx, viewer, input, fail }) =>
      rosterImports.undo(tx, viewer.profileId, input.importId, fail),
    ),
    bind('roster.records', ({ db, viewer, input, fail }) => rosterRecords.list(db, viewer.profileId, input, fail)),
    bind('roster.remove', ({ tx, viewer, input, fail }) => rosterRecords.remove(tx, viewer.profileId, input, fail)),
    bind('matched.summary', ({ db, viewer, input, fail }) =>
      matched.summary(db, viewer.profileId, input.communityId, fail),
    ),
    bindOwn('matched.approve', ({ viewer, input, fail }) => matched.approve(viewer.profileId, input, fail)),
    bindOwn('matched.undo', ({ viewer, input, fail }) => matched.undo(viewer.profileId, input.id, fail)),
    bind('matched.log', ({ db, viewer, input, fail }) => matched.log(db, viewer.profileId, input.id, fail)),
  ]
}
