import { type OwnDataPart, wholePart } from '../../identity/index.ts'
import * as store from './own-data.store.ts'

/** What organisations hold of somebody, for the file that he downloads (IDN-24). */
export const communitiesOwnData: readonly OwnDataPart[] = [
  wholePart('memberships', store.memberships),
  wholePart('roles', store.roles),
  wholePart('administrations', store.administrations),
  wholePart('observing', store.observing),
  wholePart('pageEditing', store.pageEditing),
  wholePart('applications', store.applications),
  wholePart('queueDigests', store.queueDigests),
  wholePart('privacy', store.privacy),
  wholePart('quietWishes', store.quietWishes),
  wholePart('urgentMessages', store.urgentMessages),
  wholePart('details', store.details),
  wholePart('blocks', store.blocks),
  wholePart('contacts', store.contacts),
  wholePart('phonebooks', store.phonebooks),
  wholePart('letters', store.letters),
  wholePart('tickets', store.tickets),
  wholePart('classCards', store.classCards),
  wholePart('links', store.links),
  wholePart('familyCases', store.familyCases),
  wholePart('absences', store.absences),
]
