import { RECOVERY_CODE_TOLD_MS } from '#contract/identity/factors.limits.ts'
import { toInstant } from '../platform/clock/clock.ts'
import { tokenHash } from '../platform/clock/random.ts'
import { afterCommit } from '../platform/db/transaction.ts'
import { type Binding, bind, bindOwn } from '../platform/dispatch/bind.ts'
import type { Platform } from '../platform/platform.ts'
import type { Deletions } from './deletion/deletions.ts'
import type { FactorsService } from './factors/factors.service.ts'
import type { Identity } from './index.ts'
import type { MergingService } from './merging/merging.service.ts'
import type { Oidc } from './oidc/oidc.ts'
import type { PasskeysService } from './passkeys/passkeys.service.ts'
import type { PasswordService } from './password/password.service.ts'
import type { PhoneMoveService } from './phone/phone-move.service.ts'
import { readMove } from './phone/phone-move.store.ts'
import type { PhotosService } from './photos/photos.service.ts'
import type { OwnProfileService } from './profiles/own-profile.service.ts'
import { readOwn } from './profiles/profiles.store.ts'
import type { EndSessions } from './sessions/session-ending.ts'
import { liveSessions, readRecoveryCode, setActiveProfile, setInstalled } from './sessions/sessions.store.ts'
import { addressOf, findOpenAccount, forgetDevices, profilesOf } from './signin/accounts.store.ts'
import { maskAddress } from './signin/address.ts'
import type { SigninService } from './signin/signin.service.ts'

interface Parts {
  platform: Platform
  signin: SigninService
  oidc: Oidc
  ownProfile: OwnProfileService
  photos: PhotosService
  password: PasswordService
  factors: FactorsService
  passkeys: PasskeysService
  phoneMoves: PhoneMoveService
  merging: MergingService
  deletions: Deletions
  endSessions: EndSessions
  identity: () => Identity
}

/** Binds the operations of identity. */
export function identityBindings(parts: Parts): Binding[] {
  const {
    platform,
    signin,
    oidc,
    ownProfile,
    photos,
    password,
    factors,
    passkeys,
    phoneMoves,
    merging,
    endSessions,
    identity,
  } = parts
  return [
    bindOwn('signin.start', ({ input, origin, fail }) => signin.start(input, origin, fail)),
    bindOwn('signin.startEmail', ({ input, origin, fail }) => signin.startEmail(input, origin, fail)),
    bindOwn('signin.acceptInvitation', ({ input, fail, ...request }) =>
      signin.acceptInvitation(input.token, request, fail),
    ),
    bind('signin.openInvitation', ({ input, fail }) => signin.openInvitation(input.token, fail)),
    bindOwn('signin.password', ({ input, fail, ...request }) => signin.password(input, request, fail)),
    bindOwn('signin.requestCode', ({ input, fail, ...request }) => signin.requestCode(input, request, fail)),
    bindOwn('signin.verifyCode', ({ input, fail, ...request }) => signin.verifyCode(input, request, fail)),
    bindOwn('signin.verifyTotp', ({ input, fail, ...request }) => signin.verifyTotp(input, request, fail)),
    bindOwn('signin.reverify', ({ input, fail, ...request }) => signin.reverify(input, request, fail)),
    bindOwn('signin.beginAnew', ({ input, fail, ...request }) => signin.beginAnew(input, request, fail)),
    bindOwn('signin.startPasskey', ({ origin }) => passkeys.start(origin.surface, origin.network)),
    bindOwn('signin.passkey', ({ input, fail, ...request }) => signin.passkey(input, request, fail)),
    bindOwn('signin.about', ({ input, fail, ...request }) => signin.about(input, request, fail)),
    bindOwn('signin.createProfile', ({ input, fail, ...request }) => signin.createProfile(input, request, fail)),
    bindOwn('signin.chooseProfile', ({ input, fail, ...request }) => signin.chooseProfile(input, request, fail)),
    bindOwn('signin.setPassword', ({ input, fail, ...request }) => signin.setPassword(input, request, fail)),
    bindOwn('signin.resume', ({ input, fail, ...request }) => signin.resume(input, request, fail)),
    ...sessionBindings(platform, endSessions),
    ...phoneBindings(phoneMoves),
    bindOwn('merge.begin', ({ input, viewer, origin, fail }) => merging.begin(input, viewer, origin, fail)),
    bindOwn('merge.prove', ({ input, viewer, origin, fail }) => merging.prove(input, viewer, origin, fail)),
    bindOwn('merge.confirm', ({ viewer, fail }) => merging.confirm(viewer, fail)),
    ...deletionBindings(parts.deletions),
    ...passwordBindings(password),
    ...factorBindings(factors),
    ...passkeyBindings(passkeys),
    ...oidcBindings(oidc),
    ...photoBindings(photos),
    bind('profiles.cards', async ({ db, viewer, input }) => {
      const visible = await identity().visibleAmong(db, viewer.profileId, input.ids)
      return { cards: await identity().cards(db, visible) }
    }),
    bind('profiles.own', ({ db, viewer }) => readOwn(db, viewer.profileId)),
    bind('profiles.rename', ({ tx, viewer, input, fail }) => ownProfile.rename(tx, viewer.profileId, input, fail)),
  ]
}

function photoBindings(photos: PhotosService): Binding[] {
  return [
    bind('photos.of', async ({ db, viewer, input }) => ({ photos: await photos.of(db, viewer.profileId, input.ids) })),
    bind('photos.own', ({ db, viewer }) => photos.own(db, viewer.profileId)),
    bindOwn('photos.set', ({ viewer, input, fail }) => photos.set(viewer.profileId, input.fileId, fail)),
    bind('photos.remove', ({ tx, viewer }) => photos.remove(tx, viewer.profileId)),
  ]
}

function oidcBindings({ interactions, clients, linkedSystems }: Oidc): Binding[] {
  return [
    bind('oidc.interaction', ({ viewer, input, fail }) => interactions.get(viewer, input.id, fail)),
    bindOwn('oidc.chooseProfile', ({ viewer, input, fail }) => interactions.choose(viewer, input, fail)),
    bindOwn('oidc.confirm', ({ viewer, input, fail }) => interactions.confirm(viewer, input.id, fail)),
    bindOwn('oidc.cancel', ({ viewer, input, fail }) => interactions.cancel(viewer, input.id, fail)),
    bind('oidc.linked', ({ db, viewer }) => linkedSystems.list(db, viewer.accountId)),
    bind('oidc.unlink', ({ tx, viewer, input }) => linkedSystems.unlink(tx, viewer.accountId, input.clientId)),
    bind('oidcClients.list', ({ db }) => clients.list(db)),
    bind('oidcClients.create', ({ tx, viewer, input, fail }) => clients.create(tx, viewer.accountId, input, fail)),
    bind('oidcClients.rotateSecret', ({ tx, viewer, input, fail }) =>
      clients.rotateSecret(tx, viewer.accountId, input.id, fail),
    ),
    bind('oidcClients.remove', ({ tx, viewer, input, fail }) => clients.remove(tx, viewer.accountId, input.id, fail)),
  ]
}

function passkeyBindings(passkeys: PasskeysService): Binding[] {
  return [
    bind('passkeys.list', ({ db, viewer }) => passkeys.list(db, viewer.accountId)),
    bindOwn('passkeys.begin', ({ input, viewer, origin, fail }) =>
      passkeys.begin(viewer.accountId, origin, input.password, fail),
    ),
    bindOwn('passkeys.add', ({ input, viewer, origin, fail }) =>
      passkeys.add(viewer.accountId, origin.surface, input, fail),
    ),
    bind('passkeys.rename', ({ tx, input, viewer, fail }) => passkeys.rename(tx, viewer.accountId, input, fail)),
    bindOwn('passkeys.remove', ({ input, viewer, fail }) => passkeys.remove(viewer.accountId, input, fail)),
  ]
}

function factorBindings(factors: FactorsService): Binding[] {
  return [
    bind('factors.state', ({ db, viewer }) => factors.state(db, viewer.accountId)),
    bindOwn('factors.setUpTotp', ({ input, viewer, fail }) =>
      factors.setUpTotp(viewer.accountId, input.password, fail),
    ),
    bindOwn('factors.confirmTotp', ({ input, viewer, origin, fail }) =>
      factors.confirmTotp(viewer.accountId, input.code, origin, fail),
    ),
    bindOwn('factors.renewRecoveryCodes', ({ input, viewer, fail }) =>
      factors.renewRecoveryCodes(viewer.accountId, input.code, fail),
    ),
    bindOwn('factors.removeTotp', ({ input, viewer, fail }) => factors.removeTotp(viewer.accountId, input.code, fail)),
  ]
}

function passwordBindings(password: PasswordService): Binding[] {
  return [
    bind('password.state', ({ db, viewer }) => password.state(db, viewer.accountId)),
    bindOwn('password.requestCode', ({ viewer, origin, fail }) => password.requestCode(viewer.accountId, origin, fail)),
    bindOwn('password.change', ({ input, viewer, origin, fail }) => password.change(input, viewer, origin, fail)),
  ]
}

function phoneBindings(moves: PhoneMoveService): Binding[] {
  return [
    bind('phone.state', ({ db, viewer }) => moves.state(db, viewer.accountId)),
    bindOwn('phone.begin', ({ input, viewer, origin, fail }) => moves.begin(input, viewer, origin, fail)),
    bindOwn('phone.proveNew', ({ input, viewer, origin, fail }) => moves.proveNew(input, viewer, origin, fail)),
    bindOwn('phone.sendOldCode', ({ viewer, origin, fail }) => moves.sendOldCode(viewer, origin, fail)),
    bindOwn('phone.move', ({ input, viewer, origin, fail }) => moves.move(input, viewer, origin, fail)),
    bindOwn('phone.wait', ({ input, viewer, fail }) => moves.wait(input, viewer, fail)),
    bind('phone.cancel', ({ tx, viewer }) => moves.cancel(tx, viewer)),
  ]
}

function deletionBindings({ deletion, ownData }: Deletions): Binding[] {
  return [
    bind('deletion.state', ({ db, viewer }) => deletion.state(db, viewer.accountId)),
    bindOwn('deletion.requestCode', ({ viewer, origin, fail }) => deletion.requestCode(viewer.accountId, origin, fail)),
    bindOwn('deletion.ask', ({ input, viewer, origin, fail }) => deletion.ask(input, viewer, origin, fail)),
    bind('deletion.takeBack', ({ tx, viewer }) => deletion.takeBack(tx, viewer)),
    bindOwn('ownData.requestCode', ({ viewer, origin, fail }) => ownData.requestCode(viewer.accountId, origin, fail)),
    bindOwn('ownData.prepare', ({ input, viewer, origin, fail }) => ownData.prepare(input, viewer, origin, fail)),
    bind('deletion.certificate', ({ db, input, origin, fail }) => deletion.certificate(db, input.number, origin, fail)),
  ]
}

function sessionBindings({ clock, bus }: Platform, endSessions: EndSessions): Binding[] {
  return [
    bind('sessions.current', async ({ db, viewer }) => {
      const account = await findOpenAccount(db, viewer.accountId)
      const profiles = await profilesOf(db, viewer.accountId)
      const dueAt = (await readMove(db, viewer.accountId))?.dueAt ?? null
      const told = await readRecoveryCode(db, viewer.sessionId, new Date(clock.now() - RECOVERY_CODE_TOLD_MS))
      return {
        sessionId: viewer.sessionId,
        accountId: viewer.accountId,
        phoneMasked: account === null ? '' : maskAddress(addressOf(account)),
        operator: viewer.operator,
        lessonEndsAt: viewer.lessonEndsAt === undefined ? null : toInstant(viewer.lessonEndsAt),
        hasPassword: account !== null && account.password_hash !== null,
        phoneMovesAt: dueAt === null ? null : toInstant(dueAt),
        recoveryCodeAt: told === null ? null : toInstant(told),
        leavesAt: viewer.leavesAt === undefined ? null : toInstant(viewer.leavesAt),
        activeProfileId: viewer.profileId,
        awaitsConsent: viewer.awaitsConsent === true,
        profiles: profiles.map((profile) => ({ ...profile, kind: profile.kind as 'learning' })),
        now: toInstant(clock.now()),
      }
    }),
    bind('sessions.list', async ({ db, viewer }) => {
      const rows = await liveSessions(db, viewer.accountId, new Date(clock.now()))
      return {
        sessions: rows.map((row) => ({
          id: row.id,
          device: row.device,
          startedAt: toInstant(row.started_at),
          seenAt: toInstant(row.seen_at),
          current: row.id === viewer.sessionId,
        })),
      }
    }),
    bind('sessions.end', async ({ tx, viewer, input, fail, cookies }) => {
      const own = input.sessionId === viewer.sessionId
      const ended = await endSessions(tx, viewer.accountId, { only: input.sessionId }, own ? null : 'device')
      if (ended === 0) fail('session.unknown')
      if (own) afterCommit(tx, () => cookies.session(null))
      return {}
    }),
    bind('sessions.noteInstalled', async ({ tx, viewer }) => {
      await setInstalled(tx, viewer.sessionId, new Date(clock.now()))
      return {}
    }),
    bind('sessions.endOthers', async ({ tx, viewer, origin }) => {
      const ended = await endSessions(tx, viewer.accountId, { except: viewer.sessionId }, 'device')
      const kept = origin.deviceToken === null ? null : tokenHash(origin.deviceToken)
      await forgetDevices(tx, viewer.accountId, kept)
      return { ended }
    }),
    bind('sessions.signOut', async ({ tx, viewer, cookies }) => {
      await endSessions(tx, viewer.accountId, { only: viewer.sessionId }, null)
      afterCommit(tx, () => cookies.session(null))
      return {}
    }),
    bind('sessions.lastEnd', async ({ endedSession }) => ({
      end: endedSession === null ? null : await endedSession(),
    })),
    bind('sessions.switchProfile', async ({ tx, viewer, input, fail }) => {
      const profiles = await profilesOf(tx, viewer.accountId)
      if (!profiles.some((profile) => profile.id === input.profileId)) fail('signin.profileUnknown')
      await setActiveProfile(tx, viewer.sessionId, input.profileId)
      afterCommit(tx, () => bus.signal({ t: 'sessionEnded', sessionId: viewer.sessionId, reason: 'profileSwitched' }))
      return {}
    }),
  ]
}
