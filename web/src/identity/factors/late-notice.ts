import { late } from '#web/kit/ui/late.tsx'

/** Its code is loaded by devices that have something to be told. */
export const CodeUsedNotice = late(async () => (await import('./CodeUsedNotice.tsx')).CodeUsedNotice)
