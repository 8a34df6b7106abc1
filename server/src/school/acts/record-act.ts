import type { SchoolAct } from '#contract/school/acts.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Standing } from '../desk/standing.ts'
import { type AboutAct, aboutAct, isBoundAct } from './about-act.ts'
import { aboutBefore } from './acts.store.ts'

/** Writes an act of somebody at his desk into the log of his organisation; people are those of its registers. */
export function recordSchoolAct(tx: Tx, standing: Standing, act: SchoolAct, about: AboutAct): void {
  const { organisationId, personId } = standing
  recordAct(tx, { act, communityId: organisationId, by: { profileId: personId }, ...about })
}

/** Carries out an operation; one that is an act is in the log when it has been carried out, in the same transaction. */
export async function recording(
  id: string,
  { tx, standing, input }: { tx: Tx | undefined; standing: Standing; input: unknown },
  work: () => Promise<unknown>,
): Promise<unknown> {
  if (tx === undefined || !isBoundAct(id)) return work()
  const before = await aboutBefore(tx, standing.organisationId, id, input as Readonly<Record<string, unknown>>)
  const output = await work()
  recordSchoolAct(tx, standing, id, aboutAct(id, input, output, before))
  return output
}
