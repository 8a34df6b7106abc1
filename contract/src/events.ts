import { applauseEvents } from './calls/applause.ts'
import { attentionEvents } from './calls/attention.ts'
import { callEvents } from './calls/calls.ts'
import { hallEvents } from './calls/halls.ts'
import { permissionEvents } from './calls/permissions.ts'
import { plannedCallEvents } from './calls/planned-calls.ts'
import { absenceEvents } from './communities/absences.ts'
import { applicationEvents } from './communities/applications.ts'
import { bannerEvents } from './communities/banner.ts'
import { communityEvents } from './communities/communities.ts'
import { familyEvents } from './communities/families.ts'
import { memberRoleEvents } from './communities/member-roles.ts'
import { organisationEvents } from './communities/organisation.ts'
import { suspensionEvents } from './communities/suspension.ts'
import { unitEvents } from './communities/units.ts'
import { profileEvents } from './identity/profiles.ts'
import type { EventDeclaration, PayloadOf } from './kit/event.ts'
import { announcementEvents } from './messenger/announcements.ts'
import { chatEvents } from './messenger/chat-events.ts'
import { draftEvents } from './messenger/drafts.ts'
import { folderEvents } from './messenger/folders.ts'
import { markEvents } from './messenger/marks.ts'
import { messageEvents } from './messenger/messages.ts'
import { pollEvents } from './messenger/polls.ts'
import { reactionEvents } from './messenger/reactions.ts'
import { scheduledEvents } from './messenger/scheduled.ts'
import { reportEvents } from './reports/reports.ts'

/** Every event of the product by its name, one line a feature. */
export const events = {
  ...profileEvents,
  ...communityEvents,
  ...organisationEvents,
  ...suspensionEvents,
  ...bannerEvents,
  ...memberRoleEvents,
  ...unitEvents,
  ...applicationEvents,
  ...familyEvents,
  ...absenceEvents,
  ...chatEvents,
  ...draftEvents,
  ...scheduledEvents,
  ...folderEvents,
  ...markEvents,
  ...messageEvents,
  ...announcementEvents,
  ...pollEvents,
  ...reactionEvents,
  ...callEvents,
  ...hallEvents,
  ...plannedCallEvents,
  ...permissionEvents,
  ...attentionEvents,
  ...applauseEvents,
  ...reportEvents,
} as const satisfies Readonly<Record<string, EventDeclaration>>

export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<N extends EventName> = PayloadOf<Events[N]>
export type EventOfAudience<A extends EventDeclaration['audience']> = {
  [N in EventName]: Events[N]['audience'] extends A ? N : never
}[EventName]
