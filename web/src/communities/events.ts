import type { absenceEvents, absenceOperations } from '#contract/communities/absences.ts'
import type { applicationEvents, applicationOperations } from '#contract/communities/applications.ts'
import type { auditOperations } from '#contract/communities/audit.ts'
import type { bannerEvents, bannerOperations } from '#contract/communities/banner.ts'
import type { communityEvents, communityOperations } from '#contract/communities/communities.ts'
import type { delegationOperations } from '#contract/communities/delegation.ts'
import type { familyEvents, familyOperations } from '#contract/communities/families.ts'
import type { linkOperations } from '#contract/communities/links.ts'
import type { memberRoleEvents } from '#contract/communities/member-roles.ts'
import type { organisationEvents, organisationOperations } from '#contract/communities/organisation.ts'
import type { personalContactOperations } from '#contract/communities/personal-contacts.ts'
import type { suspensionEvents } from '#contract/communities/suspension.ts'
import type { taskOperations } from '#contract/communities/tasks.ts'
import type { unitEvents, unitOperations } from '#contract/communities/units.ts'
import type { verificationOperations } from '#contract/communities/verification.ts'
import type { profileEvents } from '#contract/identity/profiles.ts'
import { refresh } from '#web/kit/query/useApi.ts'

type EventName =
  | keyof typeof absenceEvents
  | keyof typeof applicationEvents
  | keyof typeof bannerEvents
  | keyof typeof communityEvents
  | keyof typeof familyEvents
  | keyof typeof memberRoleEvents
  | keyof typeof organisationEvents
  | keyof typeof suspensionEvents
  | keyof typeof unitEvents
  | keyof typeof profileEvents
/** Named and not imported: the frame hears events before any page of the site is loaded. */
type OperationId =
  | keyof typeof absenceOperations
  | keyof typeof applicationOperations
  | keyof typeof auditOperations
  | keyof typeof bannerOperations
  | keyof typeof communityOperations
  | keyof typeof delegationOperations
  | keyof typeof familyOperations
  | keyof typeof linkOperations
  | keyof typeof organisationOperations
  | keyof typeof personalContactOperations
  | keyof typeof taskOperations
  | keyof typeof unitOperations
  | keyof typeof verificationOperations

const OF_MEMBERSHIP: readonly OperationId[] = [
  'communities.mine',
  'communities.home',
  'members.list',
  'units.list',
  'families.own',
  'families.labels',
  'tasks.list',
]

/** Which answers an event makes old. */
const OLD_AFTER: Readonly<Record<EventName, readonly OperationId[]>> = {
  'application.changed': ['applications.own', 'tasks.list'],
  // A decision makes members and uses up links.
  'queue.changed': [
    'applications.queue',
    'communities.home',
    'members.list',
    'members.roleHistory',
    'units.list',
    'links.list',
    'families.get',
    'delegation.get',
  ],
  'unitQueue.changed': ['applications.queue', 'communities.home', 'members.list', 'units.list', 'families.get'],
  // Somebody has got the mark or lost it, or is called otherwise.
  'profile.changed': ['members.list', 'verified.list', 'personalContacts.list', 'verification.standing'],
  'absences.changed': ['absences.own', 'absences.list'],
  'families.changed': ['families.own', 'families.labels', 'families.get', 'families.cases', 'members.list'],
  'administrators.changed': ['members.list', 'members.roleHistory', 'communities.home'],
  'organisation.changed': ['organisation.get', 'communities.mine', 'communities.home'],
  'community.suspension': ['communities.mine', 'communities.home', 'organisation.get'],
  'banner.changed': ['banner.get'],
  'unit.changed': ['units.list', 'communities.home', 'applications.queue'],
  'membership.changed': OF_MEMBERSHIP,
  'membership.ended': OF_MEMBERSHIP,
}

const PAUSE_MS = 1_000

const waiting = new Set<OperationId>()
let pause: ReturnType<typeof setTimeout> | null = null

/** What is on screen follows an event at once; a burst of events asks once a second. */
export function followEvent(event: string): void {
  if (event in OLD_AFTER) askAnew(OLD_AFTER[event as EventName])
}

/** Everything that events keep fresh is asked anew: some may have been missed. */
export function followEverything(): void {
  askAnew(Object.values(OLD_AFTER).flat())
}

function askAnew(ids: readonly OperationId[]): void {
  for (const id of ids) waiting.add(id)
  if (pause === null) ask()
}

function ask(): void {
  const ids = [...waiting]
  waiting.clear()
  pause = ids.length === 0 ? null : setTimeout(ask, PAUSE_MS)
  void refresh(...ids.map((id) => ({ id })))
}
