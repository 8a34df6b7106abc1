import { late } from '#web/kit/ui/late.tsx'
import type { ChildLabelsProps } from './ChildLabels.tsx'

/** The children because of whom a parent of several is in an organisation. */
export const ChildLabels = late<ChildLabelsProps>(async () => (await import('./ChildLabels.tsx')).ChildLabels)
