import type { Files } from '../files/index.ts'
import type { Eraser, Identity } from '../identity/index.ts'
import type { Reader, Tx } from '../platform/db/database.ts'
import type { Binding } from '../platform/dispatch/bind.ts'
import type { Platform } from '../platform/platform.ts'
import type { AbsenceReaders } from './absences/absence-readers.ts'
import { absenceBindings, type PaperFiles } from './absences/absences.routes.ts'
import { createAgeNotices } from './ages/age-notices.service.ts'
import { answersOf } from './answers.ts'
import { accessApplicantsAmong } from './applications/applications.store.ts'
import { createQueue } from './applications/queue.ts'
import type { QueueDigests } from './applications/queue-digests.service.ts'
import { createAuditLists } from './audit/audit-lists.ts'
import { createChildReads } from './audit/child-reads.ts'
import { createBanner } from './banner/banner.service.ts'
import { type BlockChangedHook, createBlocks } from './blocks/blocks.service.ts'
import type { blocksBetween } from './blocks/blocks.store.ts'
import { type CardEnding, createCardEnding } from './cards/card-ending.ts'
import { createCardPages } from './cards/card-pages.ts'
import { communityBindings } from './communities.routes.ts'
import { createConsents } from './consents/consents.service.ts'
import { createContactsAmong } from './contacts/contacts-among.ts'
import { createPeopleLists } from './contacts/people-lists.service.ts'
import { createDetails } from './details/details.service.ts'
import type { DialogueRule } from './dialogues/dialogue-rule.ts'
import { createDialogueRules } from './dialogues/dialogue-rules.service.ts'
import { createDoubleMerging } from './doubles/double-merging.ts'
import { doubleBindings } from './doubles/doubles.routes.ts'
import type { Doubles } from './doubles/doubles.service.ts'
import type { GroupsFollowing } from './doubles/merging-people.ts'
import { createPageEditors } from './editors/page-editors.service.ts'
import { createEmailInvitations, type EmailInvitationsService } from './email-invitations/email-invitations.service.ts'
import { createFamilies } from './families/families.service.ts'
import { type AdultTakenHook, createFamilyCases } from './families/family-cases.service.ts'
import type * as reachedFamilies from './families/reached-families.store.ts'
import { type ActivityHook, createHomeService } from './home/home.service.ts'
import { createErasers } from './leaving/erasers.ts'
import { createLeaving } from './leaving/leaving.service.ts'
import { communitiesOwnData } from './leaving/own-data.ts'
import { createLinksService, type LinksService } from './links/links.service.ts'
import { createManyLinks } from './links/many-links.ts'
import { createYoungPupils } from './links/young-pupils.ts'
import type { audienceOf } from './memberships/audience.store.ts'
import type { createReachByUnit } from './memberships/audience-reach.ts'
import { tellOfCards } from './memberships/card-telling.ts'
import {
  createMemberships,
  type DialogueRulesChangedHook,
  type MembershipChangedHook,
  type Memberships,
} from './memberships/memberships.service.ts'
import { organisationRolesOf } from './memberships/memberships.store.ts'
import { createPhotoTaking } from './memberships/photo-taking.ts'
import { createRemoval } from './memberships/removal.service.ts'
import { type ChatsUnion, createMergeHook } from './merging/merging.service.ts'
import type { OrdersService } from './orders/orders.service.ts'
import { createLogo, type LogoService } from './organisation/logo.service.ts'
import { createOrganisation } from './organisation/organisation.service.ts'
import { type ContactsChangedHook, createPersonalContacts } from './personal/personal-contacts.service.ts'
import { createPhonebook } from './phonebook/phonebook.service.ts'
import { createPrivacy, type PrivacyService, type ReadMarksHook } from './privacy/privacy.service.ts'
import { createPrivacyLimit } from './privacy/privacy-limit.service.ts'
import { createQuiet, type QuietService } from './quiet/quiet.service.ts'
import { createQuietRules } from './quiet/quiet-rules.service.ts'
import { createUrgent, type UrgentService } from './quiet/urgent.service.ts'
import { RESTLESS_RULES, USUAL_RULES } from './quiet/usual-rules.ts'
import { createQuotas, type QuotasService } from './quotas/quotas.service.ts'
import { createConnecting } from './requests/connecting.ts'
import { type CommunityCreatedHook, createFounding } from './requests/founding.ts'
import { createRetention, type RetentionChangedHook } from './retention/retention.service.ts'
import type { retentionsOf } from './retention/retention.store.ts'
import { createRoleChanges } from './roles/role-changes.service.ts'
import { createPlanning } from './rollover/planning.ts'
import { rolloverBindings } from './rollover/rollover.routes.ts'
import { createRollover } from './rollover/rollover.service.ts'
import { createRolloverAccess } from './rollover/rollover-access.ts'
import { createRolloverWork } from './rollover/rollover-work.ts'
import { type UnitChatsPort, unitChatsOf } from './rollover/unit-chats-port.ts'
import { createRosterImports } from './roster/imports.service.ts'
import { createRosterRecords } from './roster/records.service.ts'
import { createRosterAccess } from './roster/roster-access.ts'
import { createRosterWork } from './roster/roster-work.ts'
import { createSourced, type Sourced } from './sourced/sourced.service.ts'
import { createSuspensions } from './suspension/suspension.service.ts'
import { createTasks } from './tasks/tasks.service.ts'
import { areInUse } from './tickets/ticket-facts.store.ts'
import { createTickets, type Tickets } from './tickets/tickets.service.ts'
import type * as unitAudiences from './units/unit-audiences.store.ts'
import type { UnitForChat } from './units/unit-for-chat.ts'
import type { leadsOf } from './units/unit-leads.store.ts'
import { createUnitsService, type UnitRestoredHook } from './units/units.service.ts'
import { createVerified } from './verification/verified.service.ts'

export { daysFrom, minutesOf } from './quiet/zoned-day.ts'
export { createSuspensionDuty } from './suspension/suspension-duty.ts'

/** The door of communities for the domains to its right. */
export interface Communities
  extends Pick<Memberships, 'accessMembership' | 'pupilsAmong' | 'channelClassesOf' | 'standingsOf'>,
    Pick<PrivacyService, 'refusesWriting' | 'refusesCalls' | 'refusingToJoin'>,
    Pick<
      ReturnType<typeof answersOf>,
      | 'zoneFor'
      | 'insideAmong'
      | 'callRules'
      | 'administratorsIn'
      | 'answeringFor'
      | 'forbidsVanishing'
      | 'previewsAmong'
    > {
  readonly bindings: Binding[]
  /** Ends tickets that nobody has confirmed in time. */
  readonly expireTickets: Tickets['expireDue']
  /** Sends the letters about applications that are due. */
  readonly sendQueueDigests: QueueDigests['sendDue']
  /** Ends the merges of doubles that can be taken back no more. */
  readonly endDoubles: Doubles['endDue']
  /** Since when a profile administrates some community; null when it does not. */
  administratorSince(reader: Reader, profileId: string): Promise<Date | null>
  /** How the people behind these profiles may be alone; more than two people are not. */
  dialogueRule(reader: Reader, profileIds: readonly string[]): Promise<DialogueRule>
  /** Which of these people are contacts of the viewer, in one community or in any. */
  contactsAmong: ReturnType<typeof createContactsAmong>
  shareCommunity(reader: Reader, a: string, b: string): Promise<boolean>
  /** A unit whose chat somebody makes; null where there is none for him. */
  unitForChat(tx: Tx, viewerId: string, unitId: string): Promise<UnitForChat | null>
  leadsOf: typeof leadsOf
  unitAudiences: typeof unitAudiences
  reachedFamilies: typeof reachedFamilies
  /** What a system that tells facts needs of organisations. */
  sourced: Sourced
  /** The children of a parent by organisation, as he tells them apart. */
  childLabels: ReturnType<typeof createFamilies>['labels']
  /** Everybody who belongs to an audience of a community now. */
  audienceOf: typeof audienceOf
  /** How far something said to an audience has come, in all and by unit. */
  reachByUnit: ReturnType<typeof createReachByUnit>
  blocksBetween: typeof blocksBetween
  /** How many bytes and SMS a community may have, and that an SMS was sent about something of it. */
  quotas: Pick<QuotasService, 'storageMax' | 'hasSmsRoom' | 'countSms'>
  /** How many people hear nothing of a chat now, and when they hear again. */
  quietAmong: QuietService['among']
  /** When somebody hears nothing in the chats of an organisation, or of none. */
  quietTimesOf: QuietService['timesOf']
  /** Messages that sound in quiet times all the same. */
  urgent: Pick<UrgentService, 'left' | 'use'>
  /** The scan of an order, for operators alone. */
  openOrder: OrdersService['open']
  /** The bytes of a logo for a member of its organisation. */
  openLogo: LogoService['open']
  /** How long organisations keep messages of deleted accounts in their chats. */
  retentionsOf: typeof retentionsOf
  /** Erases what organisations hold of somebody whose account is deleted (IDN-24). */
  readonly erasers: readonly Eraser[]
  readonly hooks: {
    communityCreated: CommunityCreatedHook[]
    membershipChanged: MembershipChangedHook[]
    dialogueRulesChanged: DialogueRulesChangedHook[]
    blockChanged: BlockChangedHook[]
    contactsChanged: ContactsChangedHook[]
    readMarksChanged: ReadMarksHook[]
    retentionChanged: RetentionChangedHook[]
    adultTaken: AdultTakenHook[]
    activity: ActivityHook[]
    uniting: ChatsUnion[]
    unitChats: UnitChatsPort[]
    groups: GroupsFollowing[]
    absenceReaders: AbsenceReaders[]
  }
}

function noHooks(): Communities['hooks'] {
  return {
    communityCreated: [],
    membershipChanged: [],
    dialogueRulesChanged: [],
    blockChanged: [],
    contactsChanged: [],
    readMarksChanged: [],
    retentionChanged: [],
    adultTaken: [],
    activity: [],
    uniting: [],
    unitChats: [],
    groups: [],
    absenceReaders: [],
  }
}

/** What organisations do with files of people: read lists, and keep pictures. */
type CommunityFiles = Pick<Files, 'readOwn' | 'makeSquares' | 'use' | 'usedByCommunities' | 'communitiesUsing'> &
  PaperFiles

interface Following {
  founding: ReturnType<typeof createFounding>
  emailInvitations: EmailInvitationsService
  youngPupils: ReturnType<typeof createYoungPupils>
  contactsAmong: Communities['contactsAmong']
  privacy: PrivacyService
}

/** Answers what identity asks of the domains to its right. */
function followIdentity(identity: Identity, parts: Following): void {
  const { hooks } = identity
  const { founding, emailInvitations, youngPupils, contactsAmong, privacy } = parts
  hooks.invitation.push(emailInvitations.find)
  hooks.classLink.push(youngPupils.mayRegister)
  hooks.signedIn.push(founding.doClaim, emailInvitations.doAccept, youngPupils.doApply)
  hooks.visible.push(async (reader, viewerId, ids) => [
    ...(await contactsAmong(reader, viewerId, ids)),
    ...(await accessApplicantsAmong(reader, viewerId, ids)),
  ])
  hooks.photoSeen.push(privacy.photosSeenAmong)
  hooks.roles.push(organisationRolesOf)
  hooks.inUse.push(areInUse)
  takePartInDeletions(identity)
}

interface CommunityOptions {
  /** Where the site is. */
  siteUrl: () => string
  /** Whether organisations that have chosen nothing never rest, which a configuration cannot say. */
  restless: boolean
}

/** Organisations: requests, communities, units, roles, links, applications, contacts. */
export function createCommunities(
  platform: Platform,
  identity: Identity,
  files: CommunityFiles,
  { siteUrl, restless }: CommunityOptions,
): Communities {
  const hooks = noHooks()
  const ending = createCardEnding(platform, identity)
  const memberships = createMemberships(platform, identity, { ...hooks, pupilLeft: [ending.onPupilLeft] })
  const founding = createFounding(platform, memberships, hooks.communityCreated)
  const { units, rollovers, chats } = createUnits({ platform, identity, memberships, ending, hooks })
  const queue = createQueue({ platform, identity, memberships, siteUrl })
  const { applications } = queue
  const privacy = createPrivacy({ clock: platform.clock, identity, memberships, ...hooks })
  const details = createDetails({ ...platform, identity, memberships, privacy })
  const personal = createPersonalContacts({ ...platform, ...hooks, identity, memberships })
  const phonebook = createPhonebook({ platform, ...hooks, identity, memberships })
  const links = createLinksService({ platform, identity, memberships, units })
  const contactsAmong = createContactsAmong(platform.clock, identity, [personal, phonebook])
  const ofFamilies = createOfFamilies({ platform, identity, memberships, links, hooks })
  const { familyCases, childReads } = ofFamilies
  const emailInvitations = createEmailInvitations({ platform, identity, applications, childReads, siteUrl })
  const absences = absenceBindings(platform, identity, memberships, files, hooks.absenceReaders)
  const quotas = createQuotas({ platform, identity, files })
  const connecting = createConnecting({ platform, identity, files, founding, quotas, siteUrl })
  const tickets = createTickets({ platform, identity, memberships, quotas, ...connecting })
  const youngPupils = createYoungPupils({ platform, identity, applications })
  followIdentity(identity, { founding, emailInvitations, youngPupils, contactsAmong, privacy })
  identity.hooks.smsQuotas.push(quotas.smsQuota)
  identity.hooks.merge.push(createMergeHook({ identity, memberships, familyCases, chats: hooks.uniting }))
  tellOfCards(platform, identity, [personal.agreedWith, phonebook.live])
  const doubles = createDoubleMerging({ platform, identity, memberships, ...queue, ...hooks })
  const standalone = createStandalone({ platform, identity, files, memberships, links, quotas, hooks, restless })
  return {
    bindings: communityBindings({
      tickets,
      ...connecting,
      privacy,
      details,
      personal,
      phonebook,
      units,
      links,
      ...ofFamilies,
      emailInvitations,
      ...createCardPages({ platform, identity, units, ending, applications }),
      ...standalone,
      ...createRoster({ platform, identity, files, memberships, units, details, privacy }),
      ...queue,
    }).concat(rollovers, doubleBindings(doubles, childReads), absences),
    ...answersOf({ clock: platform.clock, identity, memberships }),
    childLabels: ofFamilies.families.labels,
    openLogo: standalone.logo.open,
    quotas,
    sourced: createSourced({ ...standalone, clock: platform.clock, identity, memberships, units, chats }),
    quietAmong: standalone.quiet.among,
    quietTimesOf: standalone.quiet.timesOf,
    urgent: standalone.urgent,
    openOrder: connecting.orders.open,
    expireTickets: tickets.expireDue,
    sendQueueDigests: queue.queueDigests.sendDue,
    endDoubles: doubles.endDue,
    contactsAmong,
    refusesWriting: privacy.refusesWriting,
    refusesCalls: privacy.refusesCalls,
    refusingToJoin: privacy.refusingToJoin,
    erasers: createErasers({ clock: platform.clock, applications, memberships, personal, phonebook, files }),
    hooks,
  }
}

/** Says whom organisations cannot do without, hides whoever is about to go, and adds to the file of what is kept of him. */
function takePartInDeletions(identity: Identity): void {
  const leaving = createLeaving(identity)
  identity.hooks.holds.push(leaving.holds)
  identity.hooks.leaving.push(leaving.setLeaving)
  identity.hooks.ownData.push(...communitiesOwnData)
}

interface RosterParts extends Omit<Parameters<typeof createPeopleLists>[0], 'clock'> {
  platform: Platform
  files: CommunityFiles
}

/** Lists of people: the files from which they come, and who stands in them. */
function createRoster({ platform, identity, files, memberships, units, details, privacy }: RosterParts) {
  const access = createRosterAccess(memberships)
  const work = createRosterWork(platform, units)
  return {
    people: createPeopleLists({ clock: platform.clock, identity, memberships, units, details, privacy }),
    rosterImports: createRosterImports({ platform, identity, files, access, work }),
    rosterRecords: createRosterRecords({ platform, identity, access }),
  }
}

interface UnitsParts extends Pick<RosterParts, 'platform' | 'identity' | 'memberships'> {
  ending: CardEnding
  hooks: Communities['hooks']
}

/** The units of organisations, and what takes them with their chats into the next school year. */
function createUnits({ platform, identity, memberships, ending, hooks }: UnitsParts) {
  const chats = unitChatsOf(hooks.unitChats)
  const reopen: UnitRestoredHook = (tx, unitId) => chats.doReopen(tx, unitId)
  const unitHooks = { unitArchived: [ending.onUnitArchived], unitRestored: [reopen] }
  const units = createUnitsService({ platform, identity, memberships, ...unitHooks })
  const access = createRolloverAccess(memberships)
  const work = createRolloverWork({ platform, units, chats })
  const rollover = createRollover({ platform, identity, access, planning: createPlanning(chats), work, chats })
  return { units, rollovers: rolloverBindings(rollover), chats }
}

/** What is done for families and about them, and who has read what of their children. */
function createOfFamilies({ platform, identity, memberships, links, hooks }: FamilyParts) {
  const consents = createConsents({ identity, memberships })
  const families = createFamilies({ clock: platform.clock, identity, links, consents })
  const familyCases = createFamilyCases({ platform, identity, memberships, links, families, ...hooks })
  return { consents, families, familyCases, childReads: createChildReads({ platform, identity }) }
}

interface FamilyParts extends Pick<RosterParts, 'platform' | 'identity' | 'memberships'> {
  links: LinksService
  hooks: Communities['hooks']
}

interface StandaloneParts extends FamilyParts, Pick<RosterParts, 'files'>, Pick<CommunityOptions, 'restless'> {
  quotas: QuotasService
}

/** What nothing else of the communities builds on. */
function createStandalone({ platform, identity, files, memberships, links, quotas, hooks, restless }: StandaloneParts) {
  const { clock } = platform
  const usual = restless ? RESTLESS_RULES : USUAL_RULES
  return {
    home: createHomeService({ platform, memberships, quotas, activity: hooks.activity }),
    tasks: createTasks({ clock, identity, activity: hooks.activity }),
    auditLists: createAuditLists({ platform, identity, memberships }),
    organisation: createOrganisation({ platform, identity, memberships }),
    logo: createLogo({ platform, files, memberships }),
    manyLinks: createManyLinks({ platform, memberships, links }),
    privacyLimit: createPrivacyLimit({ clock, memberships }),
    retention: createRetention({ clock, memberships, ...hooks }),
    quiet: createQuiet({ clock, memberships, usual }),
    quietRules: createQuietRules({ clock, memberships, usual }),
    urgent: createUrgent({ clock, identity, memberships }),
    blocks: createBlocks({ clock, identity, ...hooks }),
    removal: createRemoval(memberships, identity),
    photoTaking: createPhotoTaking(memberships, identity.photos),
    verified: createVerified({ identity, memberships }),
    roleChanges: createRoleChanges({ platform, identity, memberships }),
    pageEditors: createPageEditors({ platform, identity, memberships }),
    dialogueRules: createDialogueRules({ clock, memberships }),
    ageNotices: createAgeNotices({ clock, identity }),
    quotas,
    suspensions: createSuspensions({ platform, identity, quotas }),
    banner: createBanner(platform),
  }
}
