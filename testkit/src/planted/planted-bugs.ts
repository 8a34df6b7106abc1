import { accountBugs } from './account-bugs.ts'
import { callBugs } from './call-bugs.ts'
import { clientBugs } from './client-bugs.ts'
import { egressBugs } from './egress-bugs.ts'
import { feedBugs } from './feed-bugs.ts'
import { fileBugs } from './file-bugs.ts'
import { messageBugs } from './message-bugs.ts'
import type { PlantedBug } from './planted-bug.ts'
import { pollBugs } from './poll-bugs.ts'
import { serverBugs } from './server-bugs.ts'
import { storageBugs } from './storage-bugs.ts'

export const plantedBugs: readonly PlantedBug[] = [
  ...serverBugs,
  ...clientBugs,
  ...messageBugs,
  ...storageBugs,
  ...fileBugs,
  ...accountBugs,
  ...pollBugs,
  ...feedBugs,
  ...callBugs,
  ...egressBugs,
]
