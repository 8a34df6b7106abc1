import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import {
  ORGANISATION_FIELDS,
  ORGANISATION_PARTS,
  type Organisation,
  type OrganisationField,
  type OrganisationPart,
  REQUIRED_FIELDS,
} from '#contract/communities/organisation.ts'
import { withoutLookalikes } from '#contract/kit/lookalikes.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { isInn, isKpp } from '../requests/tax-numbers.ts'
import * as store from './organisation.store.ts'

type Input = InputOf<Operations['organisation.set']>
type SetFail = Fail<ErrorsOf<Operations['organisation.set']>>

interface Parts {
  platform: Pick<Platform, 'emitter'>
  identity: Pick<Identity, 'normalizeEmail'>
  memberships: Pick<Memberships, 'accessMembership'>
}

export type OrganisationService = ReturnType<typeof createOrganisation>

/** What an organisation says of itself (ORG-05). */
export function createOrganisation({ platform, identity, memberships }: Parts) {
  return {
    async get(
      db: Reader,
      viewerId: string,
      communityId: string,
      fail: Fail<'community.unknown'>,
    ): Promise<Organisation> {
      if ((await memberships.accessMembership(db, viewerId, communityId)) === null) fail('community.unknown')
      return organisationView(await store.readOrganisation(db, communityId))
    },

    /** Fills the information; every member learns the new names at once. */
    async set(tx: Tx, viewerId: string, input: Input, fail: SetFail): Promise<Organisation> {
      const { communityId, version } = input
      const membership = (await memberships.accessMembership(tx, viewerId, communityId)) ?? fail('community.unknown')
      if (!communityAbilities(membership).manageOrganisation) {
        fail('community.notAllowed', { right: 'organisation.manage' })
      }
      const fields = checkFields(input, identity, fail)
      const { shortName: short_name, ...rest } = fields
      const before = await store.readOrganisation(tx, communityId)
      const row = await store.writeOrganisation(tx, { communityId, version }, { ...rest, short_name })
      if (row === null) return fail('organisation.versionConflict')
      const { name, shortName } = fields
      recordAct(tx, {
        act: 'organisation.changed',
        communityId,
        by: { profileId: viewerId },
        objects: [{ kind: 'community', id: communityId }],
        before: { name: before.name },
        after: { name },
      })
      await platform.emitter.toCommunity(tx, communityId, 'everyone', 'organisation.changed', {
        communityId,
        name,
        shortName,
        logoId: row.logo_id,
      })
      return organisationView(row)
    },
  }
}

function checkFields(
  input: Input,
  identity: Parts['identity'],
  fail: SetFail,
): Readonly<Record<OrganisationField, string>> {
  const { name, shortName, region, municipality, address, head, description } = input
  const lines = { name, shortName, region, municipality, address, head }
  const clean = Object.fromEntries(
    Object.entries(lines).map(([field, text]) => [field, oneLine(text, fail)]),
  ) as typeof lines
  if (clean.name === '' || clean.shortName === '') fail('organisation.textInvalid')
  return {
    ...clean,
    inn: checked(
      input.inn,
      (text) => (isInn(text) ? text : null),
      () => fail('organisation.innInvalid'),
    ),
    kpp: checked(
      input.kpp,
      (text) => (isKpp(text) ? text : null),
      () => fail('organisation.kppInvalid'),
    ),
    phone: checked(input.phone, landline, () => fail('organisation.phoneInvalid')),
    email: checked(input.email, identity.normalizeEmail, () => fail('organisation.emailInvalid')),
    site: checked(input.site, siteOf, () => fail('organisation.siteInvalid')),
    description: manyLines(description, fail),
  }
}

/** What was written in its one form, or nothing where nothing was written. */
function checked(text: string, formOf: (text: string) => string | null, refuse: () => never): string {
  const written = text.trim()
  return written === '' ? '' : (formOf(written) ?? refuse())
}

function oneLine(text: string, fail: Fail<'organisation.textInvalid'>): string {
  const clean = withoutLookalikes(text.normalize('NFC')).replace(/\s+/gu, ' ').trim()
  return /\p{C}/u.test(clean) ? fail('organisation.textInvalid') : clean
}

function manyLines(text: string, fail: Fail<'organisation.textInvalid'>): string {
  const clean = text.normalize('NFC').replaceAll('\r\n', '\n').trim()
  return /[^\P{C}\n]/u.test(clean) ? fail('organisation.textInvalid') : clean
}

/** A number of any telephone, with its extension as it was written; null for what is none. */
function landline(text: string): string | null {
  const digits = text.replace(/\D/g, '')
  return /^[\d\s()+,.доб-]+$/u.test(text) && digits.length >= 5 && digits.length <= 20 ? text : null
}

/** The address of a site with its scheme; null for what is none. */
function siteOf(text: string): string | null {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  if (url === null || !url.hostname.includes('.') || url.username !== '' || url.password !== '') return null
  return url.href.replace(/\/$/, '')
}

/** What is not filled without which an organisation is not active (reading A-11). */
export function missingRequired(row: store.OrganisationRow): OrganisationField[] {
  const { missing } = organisationView(row)
  return REQUIRED_FIELDS.filter((field) => missing.includes(field))
}

/** What an organisation says of itself, as its members read it. */
export function organisationView(row: store.OrganisationRow): Organisation {
  const { id: communityId, version, short_name: shortName, logo_id: logoId, ...rest } = row
  const fields = { ...rest, shortName }
  const missing: OrganisationPart[] = ORGANISATION_FIELDS.filter((field) => fields[field] === '')
  if (logoId === null) missing.push('logo')
  const filled = ORGANISATION_PARTS.length - missing.length
  return {
    ...fields,
    communityId,
    version,
    type: store.typeOf(row),
    logoId,
    percent: Math.floor((filled / ORGANISATION_PARTS.length) * 100),
    missing,
  }
}
