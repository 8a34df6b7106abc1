import type { NameParts } from '#contract/identity/names.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Files } from '../files/index.ts'
import { recordAct } from '../platform/audit/record.ts'
import { tokenHash } from '../platform/clock/random.ts'
import type { Reader, Tx } from '../platform/db/database.ts'
import type { Binding } from '../platform/dispatch/bind.ts'
import type { SessionEnd, Surface, SystemCaller, Viewer } from '../platform/dispatch/viewer.ts'
import type { Platform } from '../platform/platform.ts'
import { type ConsentKeeping, createConsentKeeping } from './consents/consents.service.ts'
import { actingRefusal } from './consents/processing-gate.store.ts'
import type { HoldsHook, LeavingHook, RetentionHook } from './deletion/deletion.service.ts'
import type { leavingAmong } from './deletion/deletion.store.ts'
import { createDeletions } from './deletion/deletions.ts'
import type { Eraser } from './deletion/erasing.ts'
import { createFactorsService } from './factors/factors.service.ts'
import { identityBindings } from './identity.routes.ts'
import { createMergingService } from './merging/merging.service.ts'
import { forgetProvenMerges } from './merging/merging.store.ts'
import { createAccountUnion, type MergeHook } from './merging/union.ts'
import type { RolesOf } from './oidc/claims.ts'
import type { SystemForgotten } from './oidc/linked-systems.ts'
import { createOidc, type Oidc, type OidcParts } from './oidc/oidc.ts'
import { createSystemTokens, type SystemTokens } from './oidc/system-tokens.ts'
import type { OwnDataPart, OwnDataService } from './own-data/own-data.service.ts'
import { createPasskeysService } from './passkeys/passkeys.service.ts'
import { createPasswordService } from './password/password.service.ts'
import { createMoving, type InUseHook, type TicketMoveHook } from './phone/moving.ts'
import { createPhoneMoveService, type PhoneMoveService } from './phone/phone-move.service.ts'
import { createPhotos, type PhotoSeenHook, type PhotosService } from './photos/photos.service.ts'
import { accountNames } from './profiles/account-names.ts'
import * as numbers from './profiles/number-hashes.store.ts'
import { createOwnProfileService, type RenamedHook } from './profiles/own-profile.service.ts'
import { maskPhone, normalizePhone } from './profiles/phone.ts'
import * as profiles from './profiles/profiles.store.ts'
import { createRecovery, type Recovery } from './recovery/recovery.ts'
import { createLessons, type Lessons } from './sessions/lessons.ts'
import { createSessionEnding } from './sessions/session-ending.ts'
import { createSessionLookup } from './sessions/session-lookup.ts'
import { liveProfiles, readFirstSteps, readSessionEnd, seenSince } from './sessions/sessions.store.ts'
import { createAccountClosing } from './signin/account-closing.ts'
import {
  emailOf,
  ensureAccount,
  hasOperator,
  insertAccountWithoutPhone,
  insertPersonAndProfile,
  setOperator,
  withoutPhone,
} from './signin/accounts.store.ts'
import { normalizeEmail } from './signin/address.ts'
import { createSigninCompletion, type SignedIn } from './signin/completion.ts'
import { forgetFlows } from './signin/flow.store.ts'
import type { ClassLinkOf, InvitationOf } from './signin/invitations.ts'
import { createSigninService } from './signin/signin.service.ts'
import { createSmsSpending, type SmsQuota } from './signin/sms-spending.ts'

export type { ConsentStanding } from './consents/consents.service.ts'
export type { ErasedPerson, Eraser } from './deletion/erasing.ts'
export { createFactorDuty } from './factors/factor-duty.ts'
export type { MergeHook, Union } from './merging/union.ts'
export { type OwnDataPart, wholePart } from './own-data/own-data.service.ts'
export { ageOn, birthdayOf, dayBegins, dayIn, isBirthDate } from './profiles/age.ts'
export { cleanName, cleanNames } from './profiles/person-name.ts'
export type { PersonFacts, Rename } from './profiles/profiles.store.ts'
export type { SignedIn } from './signin/completion.ts'
export type { InvitationFound } from './signin/invitations.ts'
export type { SmsQuota } from './signin/sms-spending.ts'

/** The door of identity for the domains to its right. Reads here check no access: whoever calls has done so. */
export interface Identity {
  readonly bindings: Binding[]
  readonly oidc: Pick<Oidc, 'pages'>
  /** Who a session token belongs to; null for a token that is unknown, ended or expired here. */
  viewerOf(token: string | null, surface: Surface): Promise<Viewer | null>
  /** The outside system whose own token it is; null when it is none, or is over. */
  systemOf(token: string): Promise<SystemCaller | null>
  /** Outside systems that may tell facts, and what they are called. */
  readonly systems: SystemTokens['systems']
  /** Notes that somebody does something over a socket. */
  noteUse(viewer: Viewer): void
  /** Notes that the devices of these sessions are connected. */
  noteConnected(sessionIds: readonly string[]): Promise<void>
  /** Sessions that end with a lesson, on devices that many use. */
  readonly lessons: Lessons
  /** Makes account, person and learning profile of a pupil who has no phone. */
  makeWithoutPhone(tx: Tx, profileId: string, names: NameParts & { birthDate: string }): Promise<void>
  /** Those of these profiles whose accounts have no phone. */
  withoutPhone: typeof withoutPhone
  emailOf: typeof emailOf
  /** Whether a profile is a learning one, and whether its account is signed in in an installed app. */
  firstSteps(reader: Reader, profileId: string): Promise<{ learning: boolean; installed: boolean }>
  /** Why and when the session of a token ended, for the device that has it; null when nothing is to be told of it. */
  sessionEnd(token: string, surface: Surface): Promise<SessionEnd | null>
  /** The active profiles of those sessions that are live now, by session. */
  liveProfiles(sessionIds: readonly string[]): Promise<ReadonlyMap<string, string | null>>
  /** Those of these profiles with whom some device has been here since then. */
  seenSince: typeof seenSince
  cards(reader: Reader, profileIds: readonly string[]): Promise<ProfileCard[]>
  /** Names and birth dates behind profiles. */
  people(reader: Reader, profileIds: readonly string[]): Promise<Map<string, profiles.PersonFacts>>
  /** What names were before their last change since then, by profile. */
  renames(reader: Reader, profileIds: readonly string[], since: Date): Promise<Map<string, profiles.Rename>>
  /** Those of `among` whose names match every word by prefix, with ё=е. */
  searchNames(reader: Reader, search: string, among: readonly string[]): Promise<string[]>
  /** Those of `ids` whom the viewer may see: himself, and whom a hook of another domain shows him. */
  visibleAmong(reader: Reader, viewerProfileId: string, ids: readonly string[]): Promise<string[]>
  /**
   * Holds profiles until the transaction ends: `change` before roles of one are given or taken, `keep` before something
   * is made that rests on the roles of many. So neither goes on with what the other has just made untrue.
   */
  holdProfiles(tx: Tx, profileIds: readonly string[], why: 'change' | 'keep'): Promise<void>
  lockBirthDates(tx: Tx, personIds: readonly string[]): Promise<void>
  /**
   * Sets the marks of verified people whose profiles are held; clients that hold the cards learn their new versions.
   *
   * @returns the new cards of those for whom something has changed
   */
  setStaff(tx: Tx, staff: ReadonlyMap<string, boolean>): Promise<ProfileCard[]>
  addGuardians(tx: Tx, pairs: readonly profiles.GuardianPair[]): Promise<void>
  /** A consent that this guardian has given ends with it; `consents.end` says what else does. */
  removeGuardian(tx: Tx, childPersonId: string, guardianPersonId: string): Promise<void>
  /** Consents for children under 14, by person. */
  readonly consents: ConsentKeeping
  /** The guardians of a child, by person. */
  guardiansOf(reader: Reader, childPersonId: string): Promise<string[]>
  isGuardianPair(reader: Reader, profileA: string, profileB: string): Promise<boolean>
  /** Those of `others` who are parents or children of somebody. */
  familyAmong(reader: Reader, profileId: string, others: readonly string[]): Promise<ReadonlySet<string>>
  /** Takes the photo of somebody away, or hands its bytes to whoever sees it. */
  readonly photos: Pick<PhotosService, 'take' | 'open'>
  /** Why nothing may happen in the name of a profile at a moment; null when it may. */
  actingRefusal: typeof actingRefusal
  /** Those of these profiles whose accounts are to be deleted (IDN-24). */
  leavingAmong: typeof leavingAmong
  /** The file in which somebody downloads what is kept of him. */
  readonly openOwnData: OwnDataService['open']
  /** Erases the accounts whose time is over. */
  finishDeletions(): Promise<void>
  /** Ends those changes of numbers whose wait is over. */
  readonly finishPhoneMoves: PhoneMoveService['finishDue']
  /** What tickets about accounts need of them. */
  readonly recovery: Recovery
  /** What an operator's deeds are signed with: his name, or his masked phone while he has no profile. */
  accountName(reader: Reader, accountId: string): Promise<string>
  /** The same of several, by account. */
  accountNames(reader: Reader, accountIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  normalizePhone(text: string): string | null
  /** Numbers by their hashes, for phone books. */
  readonly numbers: typeof numbers
  maskPhone(phone: string): string
  /** An e-mail address in one form, or null when the text is none. */
  normalizeEmail(text: string): string | null
  hasOperator(): Promise<boolean>
  /** Gives the operator's right to a phone; the account is made when there is none. */
  ensureOperator(tx: Tx, phone: string): Promise<void>
  readonly hooks: {
    signedIn: ((tx: Tx, facts: SignedIn) => Promise<void>)[]
    /** What the link of a letter leads to. */
    invitation: InvitationOf[]
    classLink: ClassLinkOf[]
    visible: ((reader: Reader, viewerProfileId: string, ids: readonly string[]) => Promise<string[]>)[]
    /** Shows photos of others to whoever sees these others. */
    photoSeen: PhotoSeenHook[]
    /** Tells those who may hold the card, beside its owner, that the person is called otherwise or has another photo. */
    renamed: RenamedHook[]
    /** Tells those who may hold the card, beside its owner. */
    cardChanged: ((tx: Tx, card: ProfileCard) => Promise<void>)[]
    /** Tells what a profile is in organisations, for systems that the person lets know. */
    roles: RolesOf[]
    /** Hears that somebody lets an outside system know him no more. */
    systemForgotten: SystemForgotten[]
    /** Tells whether a profile is in use, so that its account makes room for nobody. */
    inUse: InUseHook[]
    /** Hears what becomes of a change of number that a ticket has led to. */
    ticketMoveEnded: TicketMoveHook[]
    /** Tells what comes over when two accounts of one human become one, and unites it. */
    merge: MergeHook[]
    /** Names the organisations that somebody may not leave without anybody to lead them. */
    holds: HoldsHook[]
    /** Tells how long organisations keep what somebody has said. */
    retentions: RetentionHook[]
    /** Shows somebody to nobody new, while his account waits for its deletion. */
    leaving: LeavingHook[]
    /** Erases what other domains hold of somebody, in this order. */
    erasers: Eraser[]
    /** What other domains keep of somebody, for the file that he downloads. */
    ownData: OwnDataPart[]
    /** Says who pays for the SMS to somebody, and whether they still do. */
    smsQuotas: SmsQuota[]
  }
}

const FLOWS_KEPT_MS = 24 * 3_600_000

function noHooks(): Identity['hooks'] {
  return {
    signedIn: [],
    invitation: [],
    classLink: [],
    visible: [],
    photoSeen: [],
    renamed: [],
    cardChanged: [],
    roles: [],
    systemForgotten: [],
    inUse: [],
    ticketMoveEnded: [],
    merge: [],
    holds: [],
    retentions: [],
    leaving: [],
    erasers: [],
    ownData: [],
    smsQuotas: [],
  }
}

function rolesBy({ roles }: Identity['hooks']): RolesOf {
  return async (reader, profileId) => {
    const told = []
    for (const hook of roles) told.push(...(await hook(reader, profileId)))
    return told
  }
}

/** What stores and their neighbours do already as the door promises it. */
const AS_THEY_ARE = {
  withoutPhone,
  emailOf,
  seenSince,
  cards: profiles.readCards,
  people: profiles.readPeople,
  renames: profiles.readRenames,
  searchNames: profiles.searchNames,
  holdProfiles: profiles.holdProfiles,
  guardiansOf: profiles.guardiansOf,
  isGuardianPair: profiles.isGuardianPair,
  actingRefusal,
  familyAmong: profiles.familyAmong,
  numbers,
  normalizePhone,
  maskPhone,
  normalizeEmail,
} satisfies Partial<Identity>

/** People, accounts, profiles, sessions and the sign-in. */
export function createIdentity(
  platform: Platform,
  files: Files,
  outside: Pick<OidcParts, 'siteUrl' | 'fetch' | 'limitFactor'> & { originOf: (surface: Surface) => string },
): Identity {
  const { db, clock } = platform
  const hooks = noHooks()
  const visibleAmong = createVisibility(hooks.visible)
  const { viewerOf, noteUse, noteConnected } = createSessionLookup(platform)
  const oidc = createOidc({ platform, viewerOf, rolesOf: rolesBy(hooks), forgotten: hooks.systemForgotten, ...outside })
  const endSessions = createSessionEnding(platform, oidc.endClients)
  const consents = createConsentKeeping(platform, oidc.endClients)
  const close = createAccountClosing(platform, endSessions)
  const completion = createSigninCompletion(platform, { signedIn: hooks.signedIn, endSessions, close })
  const factors = createFactorsService(platform)
  const spending = createSmsSpending(platform, hooks.smsQuotas)
  const passkeys = createPasskeysService(platform, outside.originOf)
  const photos = createPhotos({ platform, files, visibleAmong, hooks })
  const union = createAccountUnion({ platform, close, photos, hooks: hooks.merge })
  const moving = createMoving(platform, { endSessions, close, unite: union.uniteForTicket, spending, ...hooks })
  const phoneMoves = createPhoneMoveService(platform, { factors, moving, spending })
  const recovery = createRecovery(platform, { moving, union, endSessions })
  const deletions = createDeletions({ platform, factors, spending, consents, endSessions, oidc, recovery, hooks })
  const signin = createSigninService(platform, completion, { factors, passkeys, spending, hooks })
  const identity: Identity = {
    bindings: identityBindings({
      platform,
      signin,
      oidc,
      ownProfile: createOwnProfileService(platform, hooks.renamed),
      photos,
      password: createPasswordService(platform, endSessions, spending),
      factors,
      passkeys,
      phoneMoves,
      merging: createMergingService({ platform, factors, recovery, union, hooks: hooks.merge }),
      deletions,
      endSessions,
      identity: () => identity,
    }),
    ...AS_THEY_ARE,
    hooks,
    viewerOf,
    noteUse,
    noteConnected,
    lessons: createLessons(platform, endSessions),
    async makeWithoutPhone(tx, profileId, names) {
      const now = clock.now()
      const accountId = platform.newId()
      await insertAccountWithoutPhone(tx, accountId, now)
      await insertPersonAndProfile(tx, { personId: platform.newId(), profileId, accountId, names, now })
    },
    firstSteps: async (reader, profileId) =>
      (await readFirstSteps(reader, profileId, new Date(clock.now()))) ?? { learning: false, installed: false },
    sessionEnd: (token, surface) => readSessionEnd(db, tokenHash(token), surface),
    oidc,
    ...createSystemTokens(platform),
    liveProfiles: (sessionIds) => liveProfiles(db, sessionIds, new Date(clock.now())),
    visibleAmong,
    lockBirthDates: (tx, personIds) => profiles.lockBirthDates(tx, personIds, clock.now()),
    async setStaff(tx, staff) {
      const cards = await profiles.writeStaff(tx, staff)
      for (const card of cards) {
        platform.emitter.ephemeral(tx, 'profile', card.id, 'profile.changed', { card })
        for (const hook of hooks.cardChanged) await hook(tx, card)
      }
      return cards
    },
    addGuardians: (tx, pairs) => profiles.addGuardians(tx, pairs, clock.now()),
    async removeGuardian(tx, childPersonId, guardianPersonId) {
      await profiles.removeGuardian(tx, childPersonId, guardianPersonId)
      await consents.end(tx, { childPersonId, guardianPersonId, by: null, why: 'guardianGone' })
    },
    consents,
    photos,
    ...deletions.door,
    finishPhoneMoves: phoneMoves.finishDue,
    recovery,
    accountName: async (reader, accountId) => (await accountNames(reader, [accountId])).get(accountId)!,
    accountNames,
    hasOperator: () => hasOperator(db),
    async ensureOperator(tx, phone) {
      const account = await ensureAccount(tx, platform.newId(), phone, clock.now())
      await setOperator(tx, account.id)
      recordAct(tx, { act: 'operator.appointed', communityId: null, by: { operatorId: account.id } })
    },
  }
  declareForgetting(platform, recovery)
  return identity
}

/** Somebody sees himself, and whom a hook of another domain shows him. */
function createVisibility(hooks: Identity['hooks']['visible']): Identity['visibleAmong'] {
  return async (reader, viewerProfileId, ids) => {
    const visible = new Set(ids.filter((id) => id === viewerProfileId))
    for (const hook of hooks) {
      const rest = ids.filter((id) => !visible.has(id))
      if (rest.length === 0) break
      for (const id of await hook(reader, viewerProfileId, rest)) visible.add(id)
    }
    return [...visible]
  }
}

/** What somebody has begun and not gone on with is forgotten after a day: sign-ins, proofs of numbers and of accounts. */
function declareForgetting({ jobs, clock, transaction }: Platform, { proofs }: Recovery): void {
  jobs.declare({
    name: 'identity.forget-flows',
    retries: 3,
    cron: '17 * * * *',
    handle: async () => {
      const before = new Date(clock.now() - FLOWS_KEPT_MS)
      await transaction(async (tx) => {
        await forgetFlows(tx, before)
        await proofs.doForget(tx, before)
        await forgetProvenMerges(tx, before)
      })
    },
  })
}
