/** What the shell and the domains to the right may use of communities. */
export { chooseCommunity, useMemberships } from './current-community.ts'
export { followEvent, followEverything } from './events.ts'
export { ChildLabels } from './family/child-labels.ts'
export { useChildLabels } from './family/use-child-labels.ts'
export { useCommunity } from './layout/community-context.ts'
export { provideWaitingReports } from './layout/waiting-reports.ts'
export { roleName, roleTone, terms } from './terms/terms.ts'
