import type { Reader, Tx } from '../../platform/db/database.ts'

/** Who else learns what parents tell of absences, beside the leaders of classes: the system of the school (MSG-23). */
export interface AbsenceReaders {
  /** What the system is called that learns of a child's absences; null when none does. */
  systemOf(reader: Reader, communityId: string, childProfileId: string): Promise<string | null>
  /** Something of a child's absences is other than before. */
  onMoved(tx: Tx, communityId: string, childProfileId: string): Promise<void>
}
