import type { Communities } from '../communities/index.ts'
import type { Identity } from '../identity/index.ts'
import type { Messenger } from '../messenger/index.ts'

/** What reports ask of the domains to their left. */
export interface ReportDoors {
  communities: Pick<Communities, 'accessMembership' | 'administratorsIn' | 'answeringFor' | 'insideAmong'>
  identity: Pick<Identity, 'people' | 'visibleAmong'>
  messenger: Pick<Messenger, 'evidenceOf'>
}
