import { late } from '#web/kit/ui/late.tsx'

/** The children because of whom a parent of several is in an organisation. */
export const ChildLabels = late<{ communityId: string }>(async () => (await import('./ChildLabels.tsx')).ChildLabels)
