import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AbsenceReaders } from './absence-readers.ts'
import { createAbsences } from './absences.service.ts'
import { createPapers, type PaperFiles } from './papers.ts'
import { createToldAbsences, type ToldParts } from './told-absences.service.ts'

export type { PaperFiles }

/** Makes what parents tell of absences and what the leaders of classes read of them, and binds it. */
export function absenceBindings(
  platform: Platform,
  identity: ToldParts['identity'],
  memberships: ToldParts['memberships'],
  files: PaperFiles,
  readers: readonly AbsenceReaders[],
): Binding[] {
  const papers = createPapers(files)
  const absences = createAbsences({ platform, identity, papers, readers })
  const told = createToldAbsences({ clock: platform.clock, identity, memberships, absences })
  return [
    bind('absences.own', ({ db, viewer }) => absences.own(db, viewer.profileId)),
    bind('absences.tell', ({ tx, viewer, input, fail }) => absences.tell(tx, viewer.profileId, input, fail)),
    bind('absences.change', ({ tx, viewer, input, fail }) => absences.change(tx, viewer.profileId, input, fail)),
    bind('absences.withdraw', ({ tx, viewer, input, fail }) => absences.withdraw(tx, viewer.profileId, input, fail)),
    bind('absences.list', ({ db, viewer, input, fail }) => told.list(db, viewer.profileId, input, fail)),
    bind('absences.accept', ({ tx, viewer, input, fail }) => told.accept(tx, viewer.profileId, input, fail)),
  ]
}
