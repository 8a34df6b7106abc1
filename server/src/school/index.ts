import type { Binding } from '../platform/dispatch/bind.ts'
import type { ApiDoor } from '../platform/http/api-routes.ts'
import type { Platform } from '../platform/platform.ts'
import { createAbsenteesService } from './absentees/absentees.service.ts'
import { createActsService } from './acts/acts.service.ts'
import { createAdministrationService } from './administration/administration.service.ts'
import { createUsersService } from './administration/users.service.ts'
import { createChatsService } from './chats/chats.service.ts'
import { createConnectionService } from './connection/connection.service.ts'
import { createDeskService } from './desk/desk.service.ts'
import { declareSchoolJobs } from './desk/school-jobs.ts'
import { createSchoolSessions } from './desk/school-sessions.ts'
import { createEmployeesService } from './employees/employees.service.ts'
import { createLinkComparison } from './links/comparing.ts'
import { createConnections } from './links/connections.ts'
import { createLinksService } from './links/links.service.ts'
import { createMessenger } from './links/messenger.ts'
import { createNoticeReceiver, type ReceiveNotice } from './links/notices.ts'
import { createMessengerClient } from './messenger/messenger-client.ts'
import type { SchoolOutside } from './outside.ts'
import { createPeopleService } from './people/people.service.ts'
import { createParentsService } from './pupils/parents.service.ts'
import { createPupilsService } from './pupils/pupils.service.ts'
import { schoolBindings } from './school.routes.ts'
import { createSchoolRounds, type SchoolRounds } from './telling/rounds.ts'
import { createTelling } from './telling/telling.ts'
import { createSubjectsService } from './units/subjects.service.ts'
import { createUnitsService } from './units/units.service.ts'

export { doOpenOrganisation, type Opened, type Opening } from './organisations/opening.ts'
export type { SchoolRounds } from './telling/rounds.ts'

export interface School {
  readonly bindings: readonly Binding[]
  readonly sessions: ApiDoor['sessions']
  /** Tells the messenger what has changed in the registers. */
  readonly rounds: SchoolRounds
  readonly receiveNotice: ReceiveNotice
}

/** The electronic school: an outside system to everything else, which happens to live in the same program. */
export function createSchool(platform: Platform, outside: SchoolOutside): School {
  declareSchoolJobs(platform)
  const client = createMessengerClient({ ...platform, ...outside })
  const connections = createConnections(platform, outside)
  const messenger = createMessenger({ ...outside, client })
  const compareLinks = createLinkComparison({ ...platform, client })
  return {
    bindings: schoolBindings({
      absentees: createAbsenteesService(platform, { connections, messenger }),
      acts: createActsService(platform),
      chats: createChatsService(platform),
      desk: createDeskService(platform, outside),
      people: createPeopleService(platform),
      employees: createEmployeesService(platform),
      units: createUnitsService(platform),
      subjects: createSubjectsService(platform),
      pupils: createPupilsService(platform),
      parents: createParentsService(platform),
      administration: createAdministrationService(),
      users: createUsersService(platform),
      connection: createConnectionService(platform, outside),
      links: createLinksService(platform, {
        connections,
        messenger,
        ownUrl: outside.ownUrl,
      }),
    }),
    receiveNotice: createNoticeReceiver(platform, connections),
    sessions: createSchoolSessions(platform),
    rounds: createSchoolRounds({ ...platform, tell: createTelling({ ...platform, outside, client, compareLinks }) }),
  }
}
