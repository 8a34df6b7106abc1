import { type Eraser, type OwnDataPart, wholePart } from '../identity/index.ts'
import type { Tx } from '../platform/db/database.ts'
import type { Binding } from '../platform/dispatch/bind.ts'
import type { Platform } from '../platform/platform.ts'
import { type AbsenceReaders, createToldAbsences } from './absences/told-absences.service.ts'
import { createAligning } from './aligning/aligning.ts'
import { createChatSteps } from './aligning/chat-steps.ts'
import { forgetChat, noteByHand } from './aligning/held.store.ts'
import { createLooking } from './aligning/looking.ts'
import { createPace } from './aligning/pace.ts'
import { createPlaceSteps } from './aligning/place-steps.ts'
import { type ConnectorRounds, createConnectorRounds } from './aligning/rounds.ts'
import { createUnitSteps } from './aligning/unit-steps.ts'
import { connectorBindings } from './connector.routes.ts'
import type { ConnectorDoors } from './doors.ts'
import { createFacts } from './facts/facts.service.ts'
import { createIntake } from './facts/intake.service.ts'
import { createIntegrations } from './grants/integrations.service.ts'
import { createLinks } from './links/links.service.ts'
import { countLinks, deleteLinks, eraseProfiles, linksOfProfiles, uniteProfiles } from './links/links.store.ts'
import { createNotices, type SendNotice } from './notices/notices.ts'

export interface Connector {
  readonly bindings: Binding[]
  readonly rounds: ConnectorRounds
  /** Erases what is kept of somebody whose account is deleted (IDN-24), before his roles end. */
  readonly erasers: readonly Eraser[]
  readonly ownData: readonly OwnDataPart[]
  /** Forgets a chat that is erased. */
  readonly doForgetChat: typeof forgetChat
  readonly absenceReaders: AbsenceReaders
  /** What is kept of a profile becomes another one's of the same person. */
  doUnite(tx: Tx, union: { from: string; to: string }): Promise<void>
  /** Somebody lets a system know him no more: he is linked no more with what it tells. */
  doForgetSystem(tx: Tx, profileIds: readonly string[], clientId: string): Promise<void>
  /** Somebody was let into a chat by hand, or out of it. */
  doNoteByHand(
    tx: Tx,
    moved: { chatId: string; profileIds: readonly string[]; by: string; joined: boolean },
  ): Promise<void>
}

/** Facts that systems of schools tell, and what follows from them (decision 0040). */
export function createConnector(platform: Platform, doors: ConnectorDoors, send: SendNotice): Connector {
  const { clock } = platform
  const notices = createNotices({ ...platform, systems: doors.systems, send })
  const looking = createLooking({ ...platform, doors })
  const pace = createPace({ clock, isAnybodyWriting: doors.isAnybodyWriting })
  const aligning = createAligning({
    ...platform,
    looking,
    units: createUnitSteps(doors),
    chats: createChatSteps({ ...platform, doors, looking, pace }),
    places: createPlaceSteps({ ...platform, doors, pace, notices }),
    notices,
  })
  const rounds = createConnectorRounds({ ...platform, aligning })
  const { onMoved } = rounds
  const links = createLinks({ clock, doors, onMoved })
  const absences = createToldAbsences({ doors, notices })
  return {
    bindings: connectorBindings({
      facts: createFacts(onMoved, async (tx, communityId, people) => {
        for (const personId of await links.doEndReused(tx, communityId, people)) {
          await notices.doTell(tx, communityId, { event: 'link.undone', data: { personId, why: 'reused' } })
        }
      }),
      intake: createIntake(doors),
      integrations: createIntegrations({ clock, doors, countLinks, deleteLinks, onMoved }),
      links,
      absences,
    }),
    absenceReaders: absences.readers,
    rounds,
    erasers: [
      {
        what: 'settings',
        async erase(tx, { profileIds }) {
          for (const { communityId, personId, undoneAt } of await linksOfProfiles(tx, profileIds)) {
            if (undoneAt !== null) continue
            await notices.doTell(tx, communityId, { event: 'link.undone', data: { personId, why: 'deleted' } })
          }
          return eraseProfiles(tx, profileIds)
        },
      },
    ],
    ownData: [wholePart('schoolLinks', (reader, { profileIds }) => linksOfProfiles(reader, profileIds))],
    doForgetChat: forgetChat,
    doUnite: uniteProfiles,
    async doForgetSystem(tx, profileIds, clientId) {
      for (const { communityId, personId } of await links.doForget(tx, profileIds, clientId)) {
        await notices.doTell(tx, communityId, { event: 'link.undone', data: { personId, why: 'owner' } })
      }
    },
    doNoteByHand: (tx, moved) => noteByHand(tx, { ...moved, now: new Date(clock.now()) }),
  }
}
