import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { cleanNames, dayIn, type Identity, isBirthDate } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ApplicationsService } from '../applications/applications.service.ts'
import { applicationById, upsertApplication } from '../applications/applications.store.ts'
import { foldName } from '../memberships/visible-members.store.ts'
import type { UnitsService } from '../units/units.service.ts'
import { createClassAccess } from './cards.service.ts'

type Input = InputOf<Operations['cards.addPupil']>
type Codes = ErrorsOf<Operations['cards.addPupil']>

interface Parts {
  platform: Platform
  identity: Identity
  units: UnitsService
  applications: ApplicationsService
}

/** Pupils without a phone, for whom the staff of their class applies (IDN-14). Who decides on applications lets them in. */
export function createNewPupils({ platform, identity, units, applications }: Parts) {
  const accessClass = createClassAccess(units)
  return {
    async add(tx: Tx, viewerId: string, input: Input, fail: Fail<Codes>): Promise<Record<string, never>> {
      const { row, membership } = await accessClass(tx, viewerId, input.unitId, fail)
      const before = await applicationById(tx, input.id)
      if (before !== null) return before.unit_id === row.id ? {} : refuse('key.reused')
      if (row.archived) fail('unit.archived')
      // Children of kindergartens have no accounts, and authorities have no children.
      if (membership.type === 'kindergarten' || membership.type === 'authority') fail('link.roleImpossible')
      const names = cleanNames(input, (field) => fail('profile.nameInvalid', { field }))
      const now = platform.clock.now()
      if (!isBirthDate(input.birthDate, dayIn(membership.timeZone, now))) fail('signin.birthDateInvalid')
      const profileId = platform.newId()
      await identity.makeWithoutPhone(tx, profileId, { ...names, birthDate: input.birthDate })
      await upsertApplication(tx, {
        id: input.id,
        communityId: row.community_id,
        unitId: row.id,
        profileId,
        linkId: null,
        role: 'pupil',
        childProfileId: null,
        sortName: foldName(fullName(names)),
        position: '',
        path: 'site',
        now,
      })
      recordAct(tx, {
        act: 'pupil.added',
        communityId: row.community_id,
        by: { profileId: viewerId },
        objects: [
          { kind: 'unit', id: row.id },
          { kind: 'application', id: input.id },
        ],
        people: [profileId],
        after: { unitName: row.name },
      })
      await applications.doTellQueue(tx, row.community_id, [{ unit_id: row.id, role: 'pupil' }])
      return {}
    },
  }
}

export type NewPupils = ReturnType<typeof createNewPupils>
