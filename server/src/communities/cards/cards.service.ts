import { keepsCards } from '#contract/communities/cards.abilities.ts'
import { CLASS_DEVICES_MAX } from '#contract/communities/cards.limits.ts'
import type { CardHolder, ClassCards, PrintedCard } from '#contract/communities/cards.ts'
import type { Act } from '#contract/kit/acts.ts'
import { withoutLookalikes } from '#contract/kit/lookalikes.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import type { AuditObject } from '../../platform/audit/canonical.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { CookieJar } from '../../platform/dispatch/bind.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, ProfileViewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import type { UnitsService } from '../units/units.service.ts'
import type { UnitRow } from '../units/units.store.ts'
import type { CardEnding } from './card-ending.ts'
import { newCardSecret, symbolsHash } from './card-secret.ts'
import * as store from './cards.store.ts'
import * as devices from './class-devices.store.ts'
import { schoolYearEnd } from './school-year.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Request = { origin: Origin; cookies: CookieJar }

const TOKEN_BYTES = 32

interface Parts {
  platform: Platform
  identity: Identity
  units: UnitsService
  ending: CardEnding
}

/** The class, for whoever keeps its cards. Those who only see it are told so; for others there is no such class. */
export function createClassAccess(units: UnitsService) {
  return async (
    reader: Reader,
    viewerId: string,
    unitId: string,
    fail: Fail<'unit.unknown' | 'community.notAllowed' | 'unit.system'>,
  ) => {
    const found = (await units.accessUnit(reader, viewerId, unitId)) ?? fail('unit.unknown')
    if (!keepsCards(found.membership, unitId)) fail('community.notAllowed', { right: 'members.manage' })
    if (found.row.system) fail('unit.system')
    return found
  }
}

/** Cards and devices of a class, for its leader (P-06). */
export function createCards({ platform, identity, units, ending }: Parts) {
  const { clock, random } = platform
  const accessClass = createClassAccess(units)

  const holders = async (reader: Reader, unitId: string): Promise<CardHolder[]> => {
    const rows = await store.holdersOf(reader, unitId, new Date(clock.now()))
    const ids = rows.map((row) => row.profile_id)
    const people = await identity.people(reader, ids)
    const phoneless = await identity.withoutPhone(reader, ids)
    const live = await identity.liveProfiles(rows.flatMap((row) => row.session_id ?? []))
    return rows.map((row) => {
      const { surname, name, patronymic } = people.get(row.profile_id)!
      return {
        profileId: row.profile_id,
        surname,
        name,
        patronymic,
        ownPhone: !phoneless.has(row.profile_id),
        card: row.printed_at === null ? null : { printedAt: toInstant(row.printed_at), locked: row.locked },
        signedIn: row.session_id !== null && live.has(row.session_id),
      }
    })
  }

  /** Whoever has a phone signs in by it: a card would let the staff of his class read what is his. */
  const checkHolders = async (
    tx: Tx,
    unitId: string,
    profileIds: readonly string[],
    fail: Fail<'member.unknown' | 'card.ownPhone'>,
  ): Promise<void> => {
    await identity.holdProfiles(tx, profileIds, 'keep')
    const pupils = await store.pupilsAmong(tx, unitId, profileIds)
    if (profileIds.some((id) => !pupils.has(id))) fail('member.unknown')
    const phoneless = await identity.withoutPhone(tx, profileIds)
    if (profileIds.some((id) => !phoneless.has(id))) fail('card.ownPhone')
  }

  return {
    async class(
      reader: Reader,
      viewerId: string,
      unitId: string,
      origin: Origin,
      fail: FailOf<'cards.class'>,
    ): Promise<ClassCards> {
      const { row, membership } = await accessClass(reader, viewerId, unitId, fail)
      const here = origin.classToken === undefined ? null : tokenHash(origin.classToken)
      return {
        communityName: membership.name,
        unitName: row.name,
        archived: row.archived,
        lessonMinutes: platform.config.lessonMinutes,
        devices: (await devices.devicesOf(reader, unitId, new Date(clock.now()))).map((device) => ({
          id: device.id,
          name: device.name,
          addedAt: toInstant(device.added_at),
          usedAt: device.used_at === null ? null : toInstant(device.used_at),
          expiresAt: toInstant(device.expires_at),
          here: here?.equals(device.token_hash) ?? false,
        })),
        pupils: await holders(reader, unitId),
      }
    },

    /** The key of the symbols is another row of the database, so it is fetched before the transaction. */
    async print(viewerId: string, input: Input<'cards.print'>, fail: FailOf<'cards.print'>) {
      const key = await platform.secret('class-cards')
      return platform.transaction(async (tx) => {
        const { row, membership } = await accessClass(tx, viewerId, input.unitId, fail)
        if (!(await devices.holdUnit(tx, input.unitId))) fail('unit.archived')
        await checkHolders(tx, input.unitId, input.profileIds, fail)
        await ending.endCards(tx, [input.unitId], input.profileIds)
        const people = await identity.people(tx, input.profileIds)
        const cards: PrintedCard[] = []
        for (const profileId of input.profileIds) {
          const id = platform.newId()
          const { secret, symbols } = newCardSecret(random)
          await store.insertCard(tx, {
            id,
            unitId: input.unitId,
            profileId,
            secretHash: tokenHash(secret),
            symbolsHash: symbolsHash(key, id, symbols),
            by: viewerId,
            now: clock.now(),
          })
          const { surname, name } = people.get(profileId)!
          cards.push({ profileId, surname, name, secret, symbols })
        }
        doRecord(tx, viewerId, { act: 'card.printed', unit: row, people: input.profileIds })
        return { unitName: row.name, communityName: membership.name, cards }
      })
    },

    async revoke(tx: Tx, viewerId: string, input: Input<'cards.revoke'>, fail: FailOf<'cards.revoke'>) {
      const { row } = await accessClass(tx, viewerId, input.unitId, fail)
      const ended = await ending.endCards(tx, [input.unitId], [input.profileId])
      if (ended === 0) return fail('card.unknown')
      doRecord(tx, viewerId, { act: 'card.revoked', unit: row, people: [input.profileId] })
      return {}
    },

    async unlock(tx: Tx, viewerId: string, input: Input<'cards.unlock'>, fail: FailOf<'cards.unlock'>) {
      const { row } = await accessClass(tx, viewerId, input.unitId, fail)
      if (!(await store.unlockCard(tx, input.unitId, input.profileId))) return fail('card.unknown')
      doRecord(tx, viewerId, { act: 'card.unlocked', unit: row, people: [input.profileId] })
      return {}
    },

    /** Makes this browser one of the class. It is the leader's no more: he is signed out of it and it is not trusted. */
    async addDevice(
      tx: Tx,
      viewer: ProfileViewer,
      input: Input<'cards.addDevice'>,
      request: Request,
      fail: FailOf<'cards.addDevice'>,
    ) {
      const { row, membership } = await accessClass(tx, viewer.profileId, input.unitId, fail)
      const name = withoutLookalikes(input.name.normalize('NFC')).replace(/\s+/gu, ' ').trim()
      if (name === '' || /\p{C}/u.test(name)) fail('classDevice.nameInvalid')
      if (!(await devices.holdUnit(tx, row.id))) fail('unit.archived')
      const now = clock.now()
      if ((await devices.devicesOf(tx, row.id, new Date(now))).length >= CLASS_DEVICES_MAX) fail('classDevice.tooMany')
      const { classToken } = request.origin
      if (classToken !== undefined) await ending.removeDevices(tx, { tokenHash: tokenHash(classToken) })
      const token = randomToken(random, TOKEN_BYTES)
      const expiresAt = schoolYearEnd(membership.timeZone, now)
      const id = platform.newId()
      await devices.insertDevice(tx, {
        id,
        unitId: row.id,
        tokenHash: tokenHash(token),
        name,
        by: viewer.profileId,
        now,
        expiresAt,
      })
      doRecord(tx, viewer.profileId, { act: 'classDevice.added', unit: row, device: id })
      await identity.lessons.leaveBrowser(tx, viewer, request)
      afterCommit(tx, () => request.cookies.classDevice(token, expiresAt - now))
      return {}
    },

    async removeDevice(
      tx: Tx,
      viewerId: string,
      input: Input<'cards.removeDevice'>,
      fail: FailOf<'cards.removeDevice'>,
    ) {
      const { row } = await accessClass(tx, viewerId, input.unitId, fail)
      const removed = await ending.removeDevices(tx, { unitId: input.unitId, id: input.deviceId })
      if (removed === 0) return fail('classDevice.unknown')
      doRecord(tx, viewerId, { act: 'classDevice.removed', unit: row, device: input.deviceId })
      return {}
    },
  }
}

interface CardAct {
  act: Act
  unit: UnitRow
  people?: readonly string[]
  device?: string
}

function doRecord(tx: Tx, by: string, { act, unit, people = [], device }: CardAct): void {
  const objects: AuditObject[] = [{ kind: 'unit', id: unit.id }]
  if (device !== undefined) objects.push({ kind: 'classDevice', id: device })
  const after = { unitName: unit.name }
  recordAct(tx, { act, communityId: unit.community_id, by: { profileId: by }, people, objects, after })
}

export type CardsService = ReturnType<typeof createCards>
